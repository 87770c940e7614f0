import type { DayAndTime } from "#contract/time/calendar.ts";
import { writeDate, writeMonthSpan } from "#contract/time/date-words.ts";
import { dateWords, type Language } from "../i18n/languages.ts";
import type { Texts } from "../i18n/messages.ts";
import { glued } from "./glue.ts";

/** The day `days` after `date` (`YYYY-MM-DD`). */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** «понедельник, 23 ноября» */
export const longDay = (date: string, language: Language): string =>
  glued(writeDate(date, "longDay", dateWords(language)));

/** «пн, 23 ноября» */
export const shortDay = (date: string, language: Language): string =>
  glued(writeDate(date, "shortDay", dateWords(language)));

/** «4 декабря» */
export const dayAndMonth = (date: string, language: Language): string =>
  glued(writeDate(date, "dayAndMonth", dateWords(language)));

/** «07.03.1985» */
export const digitsDay = (date: string, language: Language): string =>
  writeDate(date, "digits", dateWords(language));

/** The number of the day in its month. */
export const dayNumber = (date: string): number => Number(date.slice(8));

/** «пн» … «вс», Monday first. */
export const weekdays = (language: Language): readonly string[] => dateWords(language).weekdaysShort;

/** 0 for Monday … 6 for Sunday. */
const weekdayIndex = (date: string): number => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;

/** The months that a span of days touches: «Ноябрь — декабрь 2026». */
export const monthSpan = (first: string, last: string, language: Language): string =>
  writeMonthSpan(first, last, dateWords(language));

/** «сегодня», «завтра» or «пн, 23 ноября»; `today` is the clinic's own date. */
export function nearDay(date: string, today: string, t: Texts, language: Language): string {
  if (date === today) return t("day.today");
  if (date === addDays(today, 1)) return t("day.tomorrow");
  return shortDay(date, language);
}

/** As {@link nearDay}, in what a key holds: of the next six days the weekday alone, «вт». */
export function soonDay(date: string, today: string, t: Texts, language: Language): string {
  if (date <= addDays(today, 1) || date > addDays(today, 6)) return nearDay(date, today, t, language);
  return weekdays(language)[weekdayIndex(date)] ?? "";
}

/** «сегодня, 12:30» */
export const nearTime = (when: DayAndTime, today: string, t: Texts, language: Language): string =>
  glued(`${nearDay(when.date, today, t, language)}, ${when.time}`);

/** An instant as the clinic's wall clock shows it: «10:24». */
export const clockTime = (instant: number, timeZone: string): string =>
  wallClock("ru", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(instant);

/** An instant as a day at the clinic: «пятница, 20 ноября». */
export const clockDay = (instant: number, timeZone: string, language: Language): string =>
  longDay(dateAt(instant, timeZone), language);

/** The clinic's calendar day at an instant, `YYYY-MM-DD`. */
export const dateAt = (instant: number, timeZone: string): string =>
  wallClock("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(instant);

/** The first letter large, as at the beginning of a line. */
export const capital = (text: string, language: Language): string =>
  text.charAt(0).toLocaleUpperCase(language) + text.slice(1);

/** Hours from an instant to a visit, by the clinic's wall clock; less than nothing once it has begun. */
export const hoursUntil = ({ date, time }: DayAndTime, instant: number, timeZone: string): number => {
  const wall = Date.parse(`${dateAt(instant, timeZone)}T${clockTime(instant, timeZone)}Z`);
  return (Date.parse(`${date}T${time}Z`) - wall) / 3_600_000;
};

/** Whole years from one day to another: somebody's age. */
export const yearsBetween = (from: string, to: string): number =>
  Number(to.slice(0, 4)) - Number(from.slice(0, 4)) - (to.slice(5) < from.slice(5) ? 1 : 0);

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Figures alone, in a locale that every Intl knows; made once, because making one takes milliseconds. */
function wallClock(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + options.timeZone;
  const known = clocks.get(key) ?? new Intl.DateTimeFormat(locale, options);
  clocks.set(key, known);
  return known;
}
