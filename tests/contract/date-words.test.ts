import { describe, expect, test } from "vitest";
import ru from "#assets/locales/ru.json" with { type: "json" };
import {
  type DateWords,
  dateWordsSchema,
  weekdayCaption,
  writeDate,
  writeDateAndTime,
  writeMonthSpan,
} from "#contract/time/date-words.ts";

const words: DateWords = dateWordsSchema.parse(ru.dates);

describe("a day in words", () => {
  test.each([
    ["2026-11-23", "longDay", "понедельник, 23 ноября"],
    ["2026-11-29", "longDay", "воскресенье, 29 ноября"],
    ["2026-11-23", "shortDay", "пн, 23 ноября"],
    ["2026-05-09", "dayAndMonth", "9 мая"],
    ["2026-01-01", "dayAndMonth", "1 января"],
    ["2026-12-31", "dayAndMonth", "31 декабря"],
    ["2026-05-09", "digits", "09.05.2026"],
  ] as const)("%s as %s is «%s»", (date, form, text) => {
    expect(writeDate(date, form, words)).toBe(text);
  });

  test("that no calendar has is a fault of whoever asks", () => {
    expect(() => writeDate("2026-02-30", "digits", words)).toThrow("not a calendar date");
  });

  test("with its time is written in figures", () => {
    expect(writeDateAndTime({ date: "2026-11-20", time: "14:05" }, words)).toBe("20.11.2026, 14:05");
  });

  test("as a caption begins with a capital", () => {
    expect(weekdayCaption("2026-11-23", words)).toBe("Понедельник");
    expect(weekdayCaption("2026-11-29", words)).toBe("Воскресенье");
  });
});

describe("the months of a span", () => {
  test.each([
    ["2026-11-01", "2026-11-30", "Ноябрь 2026"],
    ["2026-11-23", "2026-12-06", "Ноябрь — декабрь 2026"],
    ["2026-12-28", "2027-01-10", "Декабрь 2026 — январь 2027"],
    ["2026-11-23", "2027-11-06", "Ноябрь 2026 — ноябрь 2027"],
  ])("%s to %s are «%s»", (first, last, text) => {
    expect(writeMonthSpan(first, last, words)).toBe(text);
  });
});

test("a language can't ask for what a date doesn't have, nor leave a day of the week out", () => {
  const dates = ru.dates;
  expect(dateWordsSchema.safeParse({ ...dates, longDay: "{{hour}}, {{day}}" }).success).toBe(false);
  expect(dateWordsSchema.safeParse({ ...dates, longDay: "{{day}} {{days}}" }).success).toBe(false);
  expect(dateWordsSchema.safeParse({ ...dates, weekdays: dates.weekdays.slice(1) }).success).toBe(false);
  expect(dateWordsSchema.safeParse({ ...dates, longDay: "  " }).success).toBe(false);
});
