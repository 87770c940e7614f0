import { Temporal } from "temporal-polyfill";
import type { DayAndTime } from "#contract/time/calendar.ts";

/** Days and wall-clock times of the clinic, from instants in ms. */
export type ClinicTime = {
  readonly zone: string;
  date(instant: number): string;
  dayAndTime(instant: number): DayAndTime;
  /** The instant at which a day begins; days are 23 or 25 hours long where clocks change. */
  startOf(date: string): number;
  addDays(date: string, days: number): string;
  mondayOf(date: string): string;
};

const dayLength = 86_400_000;
const remembered = 20_000;

/**
 * Time in an IANA zone. What Temporal answers is remembered (a zone's offset holds for whole quarter hours):
 * a grid asks for the same days again and again, and each answer costs some microseconds.
 */
export function clinicTime(zone: string): ClinicTime {
  const offsetOf = memo((quarter: number) => {
    const instant = Temporal.Instant.fromEpochMilliseconds(quarter * 900_000);
    return instant.toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000;
  });
  const startOf = memo(
    (date: string) => Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds,
  );
  const local = (instant: number): string =>
    new Date(instant + offsetOf(Math.floor(instant / 900_000))).toISOString();
  return {
    zone,
    date: (instant) => local(instant).slice(0, 10),
    dayAndTime(instant) {
      const text = local(instant);
      return { date: text.slice(0, 10), time: text.slice(11, 16) };
    },
    startOf,
    addDays,
    mondayOf(date) {
      const sundayIsZero = new Date(`${date}T00:00Z`).getUTCDay();
      return addDays(date, -((sundayIsZero + 6) % 7));
    },
  };
}

/** Calendar days have no zone: counted in UTC they are all 24 hours long. */
const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00Z`) + days * dayLength).toISOString().slice(0, 10);

function memo<Key, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = compute(key);
    if (known.size >= remembered) known.clear();
    known.set(key, value);
    return value;
  };
}
