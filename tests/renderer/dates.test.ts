import { expect, test } from "vitest";
import {
  addDays,
  clockTime,
  dateAt,
  digitsDay,
  longDay,
  monthSpan,
  shortDay,
  weekdays,
} from "#renderer/format/dates.ts";
import { grouped, initials } from "#renderer/format/numbers.ts";
import { dateWords, languages, localeOf } from "#renderer/i18n/languages.ts";

test("the clinic's day changes at the clinic's midnight, wherever the kiosk thinks it is", () => {
  const evening = Date.parse("2026-11-20T21:30:00Z");
  expect(dateAt(evening, "Europe/Moscow")).toBe("2026-11-21");
  expect(dateAt(evening, "Europe/Kaliningrad")).toBe("2026-11-20");
});

test("midnight is 00:00, never 24:00", () => {
  expect(clockTime(Date.parse("2026-11-20T21:00:00Z"), "Europe/Moscow")).toBe("00:00");
});

test("tomorrow is found over the ends of months, years and a leap day", () => {
  expect(addDays("2026-11-30", 1)).toBe("2026-12-01");
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
});

test.each([
  ["2026-11-02", "2026-11-22", "Ноябрь 2026"],
  ["2026-11-16", "2026-12-06", "Ноябрь — декабрь 2026"],
  ["2026-12-21", "2027-01-10", "Декабрь 2026 — январь 2027"],
])("%s to %s is headed «%s»", (from, to, words) => {
  expect(monthSpan(from, to, "ru")).toBe(words);
});

test.each([
  ["ru", "пн", "вс"],
  ["en", "Mon", "Sun"],
  ["kk", "дс", "жс"],
  ["tt", "дүш", "якш"],
])("weeks begin on Monday in %s", (language, first, last) => {
  expect([weekdays(language)[0], weekdays(language)[6]]).toEqual([first, last]);
});

test.each([
  ["ru", "понедельник, 23\u00a0ноября", "пн, 23\u00a0ноября", "23.11.2026"],
  ["en", "Monday 23\u00a0November", "Mon 23\u00a0November", "23/11/2026"],
  ["kk", "23\u00a0қараша, дүйсенбі", "23\u00a0қараша, дс", "23.11.2026"],
  ["tt", "23\u00a0ноябрь, дүшәмбе", "23\u00a0ноябрь, дүш", "23.11.2026"],
])("a day in %s", (language, long, short, digits) => {
  expect(longDay("2026-11-23", language)).toBe(long);
  expect(shortDay("2026-11-23", language)).toBe(short);
  expect(digitsDay("2026-11-23", language)).toBe(digits);
});

// Node brings the whole of Unicode's data along, browsers do not: the names that we wrote down are held against it.
test.each(languages)("months and weekdays in %s are those of Unicode", (language) => {
  const { months, monthsOfDay, weekdays } = dateWords(language);
  const named = (date: string, part: "month" | "weekday", options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(localeOf(language), { timeZone: "UTC", ...options })
      .formatToParts(Date.parse(date))
      .find(({ type }) => type === part)
      ?.value.toLocaleLowerCase(language) ?? "";
  const lower = (words: readonly string[]): string[] => words.map((word) => word.toLocaleLowerCase(language));
  const monthly = Array.from({ length: 12 }, (_, n) => `2026-${String(n + 1).padStart(2, "0")}-01`);
  const daily = Array.from({ length: 7 }, (_, n) => addDays("2026-11-23", n));
  expect(lower(months)).toEqual(monthly.map((date) => named(date, "month", { month: "long" })));
  expect(lower(monthsOfDay)).toEqual(
    monthly.map((date) => named(date, "month", { month: "long", day: "numeric" })),
  );
  expect(lower(weekdays)).toEqual(daily.map((date) => named(date, "weekday", { weekday: "long" })));
});

test("digits stand in groups, and what is over stays with the last", () => {
  expect(grouped("", [4, 4])).toBe("");
  expect(grouped("40564", [4, 4, 4, 4])).toBe("4056 4");
  expect(grouped("12345678901", [4, 4])).toBe("1234 5678 901");
});

test("initials are those of the family name and the given name", () => {
  expect(initials("Zakharova Sofia Sergeevna")).toBe("ZS");
});
