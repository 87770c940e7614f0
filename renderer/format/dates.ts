import type { DayAndTime } from "#contract/domain.ts";
import { type Language, localeOf } from "../i18n/languages.ts";
import type { Texts } from "../i18n/texts.ts";

/** A calendar day has no time zone: it is formatted as midnight UTC, in UTC. */
const asInstant = (date: string): number => Date.parse(`${date}T00:00:00Z`);

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(localeOf(language), options);
  formats.set(key, made);
  return made;
}

const onDay = (date: string, language: Language, options: Intl.DateTimeFormatOptions): string =>
  format(language, { timeZone: "UTC", ...options }).format(asInstant(date));

/** The day `days` after `date` (`YYYY-MM-DD`). */
export const addDays = (date: string, days: number): string =>
  new Date(asInstant(date) + days * 86_400_000).toISOString().slice(0, 10);

/** «понедельник, 23 ноября» */
export const longDay = (date: string, language: Language): string =>
  onDay(date, language, { weekday: "long", day: "numeric", month: "long" });

/** «пн, 23 ноября» */
export const shortDay = (date: string, language: Language): string =>
  onDay(date, language, { weekday: "short", day: "numeric", month: "long" });

/** «4 декабря» */
export const dayAndMonth = (date: string, language: Language): string =>
  onDay(date, language, { day: "numeric", month: "long" });

/** «07.03.1985» */
export const digitsDay = (date: string, language: Language): string =>
  onDay(date, language, { day: "2-digit", month: "2-digit", year: "numeric" });

/** The number of the day in its month. */
export const dayNumber = (date: string): number => Number(date.slice(8));

/** «пн» … «вс», Monday first. */
export const weekdays = (language: Language): readonly string[] =>
  [0, 1, 2, 3, 4, 5, 6].map((day) => onDay(addDays("2024-01-01", day), language, { weekday: "short" }));

/** The months that a span of days touches: «Ноябрь — декабрь 2026». */
export function monthSpan(first: string, last: string, language: Language): string {
  const name = (date: string): string => onDay(date, language, { month: "long" });
  const year = (date: string): string => date.slice(0, 4);
  const head = first.slice(0, 7) === last.slice(0, 7) ? name(first) : undefined;
  if (head !== undefined) return capital(`${head} ${year(first)}`, language);
  const from = year(first) === year(last) ? name(first) : `${name(first)} ${year(first)}`;
  return capital(`${from} — ${name(last)} ${year(last)}`, language);
}

/** «сегодня», «завтра» or «пн, 23 ноября»; `today` is the clinic's own date. */
export function nearDay(date: string, today: string, t: Texts, language: Language): string {
  if (date === today) return t("day.today");
  if (date === addDays(today, 1)) return t("day.tomorrow");
  return shortDay(date, language);
}

/** «сегодня, 12:30» */
export const nearTime = (when: DayAndTime, today: string, t: Texts, language: Language): string =>
  `${nearDay(when.date, today, t, language)}, ${when.time}`;

/** An instant as the clinic's wall clock shows it: «10:24». */
export const clockTime = (instant: number, timeZone: string): string =>
  format("ru", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(instant);

/** An instant as a day at the clinic: «пятница, 20 ноября». */
export const clockDay = (instant: number, timeZone: string, language: Language): string =>
  format(language, { timeZone, weekday: "long", day: "numeric", month: "long" }).format(instant);

/** The clinic's calendar day at an instant, `YYYY-MM-DD`. */
export const dateAt = (instant: number, timeZone: string): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(
    instant,
  );

/** The first letter large, as at the beginning of a line. */
export const capital = (text: string, language: Language): string =>
  text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
