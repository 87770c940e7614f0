import { Temporal } from "temporal-polyfill";

/** The part of the schedule that is mirrored: `from` ≤ start < `until`, instants in ms. */
export type Horizon = { readonly from: number; readonly until: number };

/**
 * From Monday of the week of `now` to a week behind the last day that can be booked, so that a day comes
 * into view with its slots already there. Midnights are the clinic's own.
 */
export function horizonAt(now: number, timeZone: string, days: number): Horizon {
  const today = local(now, timeZone).toPlainDate();
  const midnight = (date: Temporal.PlainDate) => date.toZonedDateTime(timeZone).epochMilliseconds;
  return {
    from: midnight(today.subtract({ days: today.dayOfWeek - 1 })),
    until: midnight(today.add({ days: days + 8 })),
  };
}

/** The last instant at or before `now` when the clinic's clock stood at `time`, `HH:MM`. */
export function lastTimeAt(now: number, timeZone: string, time: string): number {
  const today = local(now, timeZone).toPlainDate();
  const on = (date: Temporal.PlainDate) =>
    date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds;
  return on(today) <= now ? on(today) : on(today.subtract({ days: 1 }));
}

const local = (instant: number, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
