import { z } from "zod";
import { type DayAndTime, isCalendarDate } from "./calendar.ts";

const word = z.string().trim().min(1);
/** `{{weekday}}`, `{{day}}`, `{{month}}` and `{{year}}` stand for what the date has there. */
const pattern = word.refine(
  (text) =>
    [...text.matchAll(/\{\{(.*?)\}\}/g)].every(([, name]) => /^(weekday|day|month|year)$/.test(name ?? "")),
  "only {{weekday}}, {{day}}, {{month}} and {{year}} can be filled in",
);

/**
 * How a language writes dates: the section `dates` of its file. Written down and not asked of `Intl`, because
 * Chromium brings only part of Unicode's data along: it has nothing of Tatar, and of Kazakh no names.
 */
export const dateWordsSchema = z.strictObject({
  /** Monday first. */
  weekdays: z.array(word).length(7),
  weekdaysShort: z.array(word).length(7),
  /** As a month stands by itself: «ноябрь». */
  months: z.array(word).length(12),
  /** As it stands after a day's number: «23 ноября». */
  monthsOfDay: z.array(word).length(12),
  /** «понедельник, 23 ноября» */
  longDay: pattern,
  /** «пн, 23 ноября» */
  shortDay: pattern,
  /** «23 ноября» */
  dayAndMonth: pattern,
  /** «23 ноября 2026 г.» */
  writtenDate: pattern,
  /** «23.11.2026» */
  digits: pattern,
});
export type DateWords = z.infer<typeof dateWordsSchema>;

/** Ways to write a date. */
export type DateForm = "longDay" | "shortDay" | "dayAndMonth" | "writtenDate" | "digits";

/** A calendar day (`YYYY-MM-DD`) in words, in one of the language's forms. Throws on what is no calendar day. */
export function writeDate(date: string, form: DateForm, words: DateWords): string {
  if (!isCalendarDate(date)) throw new RangeError("not a calendar date");
  const [year = "", month = "", day = ""] = date.split("-");
  const names = form === "shortDay" ? words.weekdaysShort : words.weekdays;
  const digits = form === "digits";
  const parts: Readonly<Record<string, string | undefined>> = {
    weekday: names[weekdayIndex(date)],
    day: digits ? day : String(Number(day)),
    month: digits ? month : words.monthsOfDay[Number(month) - 1],
    year,
  };
  return words[form].replace(/\{\{(\w+)\}\}/g, (_, name: string) => parts[name] ?? "");
}

/** Date and time in figures: «20.11.2026, 14:05». */
export const writeDateAndTime = ({ date, time }: DayAndTime, words: DateWords): string =>
  `${writeDate(date, "digits", words)}, ${time}`;

/** The day of the week as a caption begins: «Понедельник». */
export const weekdayCaption = (date: string, words: DateWords): string =>
  capital(words.weekdays[weekdayIndex(date)] ?? "");

/** The months that a span of days touches: «Ноябрь 2026», «Ноябрь — декабрь 2026». */
export function writeMonthSpan(first: string, last: string, words: DateWords): string {
  const name = (date: string): string => words.months[Number(date.slice(5, 7)) - 1] ?? "";
  const year = (date: string): string => date.slice(0, 4);
  if (first.slice(0, 7) === last.slice(0, 7)) return capital(`${name(first)} ${year(first)}`);
  const from = year(first) === year(last) ? name(first) : `${name(first)} ${year(first)}`;
  return capital(`${from} — ${name(last)} ${year(last)}`);
}

/** 0 for Monday … 6 for Sunday. */
const weekdayIndex = (date: string): number => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
