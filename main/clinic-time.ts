import { Temporal } from "temporal-polyfill";
import type { DayAndTime } from "#contract/domain.ts";

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

export function clinicTime(zone: string): ClinicTime {
  const at = (instant: number) => Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  // Formatting through Intl costs a multiple of this; a zone's offset holds for whole quarter hours.
  const quarters = new Map<number, number>();
  const offsetOf = (instant: number): number => {
    const quarter = Math.floor(instant / 900_000);
    let offset = quarters.get(quarter);
    if (offset === undefined) {
      offset = at(instant).offsetNanoseconds / 1_000_000;
      if (quarters.size > 20_000) quarters.clear();
      quarters.set(quarter, offset);
    }
    return offset;
  };
  const local = (instant: number): string => new Date(instant + offsetOf(instant)).toISOString();
  return {
    zone,
    date: (instant) => local(instant).slice(0, 10),
    dayAndTime(instant) {
      const text = local(instant);
      return { date: text.slice(0, 10), time: text.slice(11, 16) };
    },
    startOf: (date) => Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds,
    addDays: (date, days) => Temporal.PlainDate.from(date).add({ days }).toString(),
    mondayOf(date) {
      const day = Temporal.PlainDate.from(date);
      return day.subtract({ days: day.dayOfWeek - 1 }).toString();
    },
  };
}
