import type { DayAndTime } from "#contract/index.ts";

// A plain date has no zone: it is put at UTC midnight and read at UTC, so that no machine's zone moves it.
const atUtc = (date: string): number => Date.parse(`${date}T00:00:00Z`);

const words = (date: string, locale: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(atUtc(date));

/** The day of the week, as a caption begins: «Понедельник». */
export function weekdayOf(date: string, locale: string): string {
  const [first = "", ...rest] = words(date, locale, { weekday: "long" });
  return first.toLocaleUpperCase(locale) + rest.join("");
}

/** The date with its month in words: «23 ноября 2026 г.». */
export const writtenDate = (date: string, locale: string): string =>
  words(date, locale, { day: "numeric", month: "long", year: "numeric" });

/** Date and time in figures: «20.11.2026, 14:05». */
export const dateAndTime = ({ date, time }: DayAndTime, locale: string): string =>
  `${words(date, locale, { day: "2-digit", month: "2-digit", year: "numeric" })}, ${time}`;
