import { expect, test } from "vitest";
import { addDays, clockTime, dateAt, monthSpan, weekdays } from "#renderer/format/dates.ts";
import { grouped, initials } from "#renderer/format/numbers.ts";

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

test("weeks begin on Monday in every language", () => {
  expect(weekdays("ru")[0]).toBe("пн");
  expect(weekdays("en")[0]).toBe("Mon");
  expect(weekdays("en")).toHaveLength(7);
});

test("digits stand in groups, and what is over stays with the last", () => {
  expect(grouped("", [4, 4])).toBe("");
  expect(grouped("40564", [4, 4, 4, 4])).toBe("4056 4");
  expect(grouped("12345678901", [4, 4])).toBe("1234 5678 901");
});

test("initials are those of the family name and the given name", () => {
  expect(initials("Zakharova Sofia Sergeevna")).toBe("ZS");
});
