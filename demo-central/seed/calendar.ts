import { Temporal } from "temporal-polyfill";

const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof weekdays)[number];

/** A day of the seeded schedule. `ahead` counts from today; past days of this week have it below zero. */
export type SeedDay = { readonly date: string; readonly weekday: Weekday; readonly ahead: number };

/** A wall-clock moment of the clinic as an instant, ms, and as FHIR writes it. */
export type Moment = { readonly instant: number; readonly text: string };

export type Calendar = {
  /** `YYYY-MM-DD` in the clinic's time zone. */
  readonly today: string;
  /** Four whole weeks from this week's Monday. */
  readonly days: readonly SeedDay[];
  /** @param minute of the day by the wall clock */
  moment(date: string, minute: number): Moment;
  dayAhead(days: number): string;
};

const weeks = 4;

/** The days that are seeded around an instant (ms) in a time zone. */
export function calendarAt(now: number, timeZone: string): Calendar {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  const days = Array.from({ length: weeks * 7 }, (_, index): SeedDay => {
    const weekday = weekdays[index % 7];
    if (!weekday) throw new Error("a week has seven days");
    return { date: monday.add({ days: index }).toString(), weekday, ahead: index - (today.dayOfWeek - 1) };
  });
  const moments = new Map<string, Moment>();
  return {
    today: today.toString(),
    days,
    dayAhead: (count) => today.add({ days: count }).toString(),
    moment(date, minute) {
      const key = `${date}/${minute}`;
      const known = moments.get(key);
      if (known) return known;
      const zoned = Temporal.PlainDate.from(date).toZonedDateTime({
        timeZone,
        plainTime: { hour: Math.floor(minute / 60), minute: minute % 60 },
      });
      const moment = { instant: zoned.epochMilliseconds, text: zoned.toString({ timeZoneName: "never" }) };
      moments.set(key, moment);
      return moment;
    },
  };
}

/** Days since 1970-01-01 of a date. */
export const dayNumber = (date: string): number => Math.round(Date.parse(`${date}T00:00:00Z`) / 86_400_000);
