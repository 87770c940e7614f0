/**
 * The guard for instants that a foreign clock made: a server's `Date`, `meta.lastUpdated`, cursors, the times of
 * rows in files. A dead battery says 1970 or 2000, a broken proxy the year 275760; what is believed of them is
 * stored and outlives the fault. All instants are in ms since 1970.
 */

const earliest = Date.UTC(2020, 0, 1);
const latest = Date.UTC(2100, 0, 1);

/** Whether any sound clock can show this while the program is in use: 2020 ≤ instant < 2100, a finite number. */
export const isPlausibleInstant = (instant: number): boolean => instant >= earliest && instant < latest;

/** The instant itself, or null where no sound clock can have made it. */
export const plausibleInstant = (instant: number | null | undefined): number | null =>
  instant !== null && instant !== undefined && isPlausibleInstant(instant) ? instant : null;

/** The instant of an HTTP `Date` header; null where there is none, or none that can be right. */
export const plausibleDate = (header: string | null): number | null =>
  header === null ? null : plausibleInstant(Date.parse(header));

/**
 * An instant of the past as it was written down, or null where it can't be one: it lies more than `ahead` ms
 * behind `now` in the future, or is no instant at all. What is older than the program is a past as good as any.
 */
export const pastInstant = (instant: number | null, now: number, ahead: number): number | null =>
  instant !== null && instant >= 0 && instant <= now + ahead ? instant : null;

/** As {@link pastInstant}; an instant from the future is taken for `now`, one that is none for 0. */
export const atMostNow = (instant: number, now: number, ahead: number): number =>
  pastInstant(instant, now, ahead) ?? (instant > now ? now : 0);

/** Whether two clocks agree: their instants of one moment are at most `within` ms apart. */
export const agree = (one: number, other: number, within: number): boolean => Math.abs(one - other) <= within;
