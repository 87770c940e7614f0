import { Temporal } from "temporal-polyfill";

/** Between instants (ms) and a clinic's wall clock, `YYYY-MM-DDTHH:mm:ss`. */
export type WallClock = {
  instant(wall: string): number;
  wall(instant: number): string;
  /** The first instant of the day `days` behind that of an instant. */
  midnight(instant: number, days: number): number;
};

/** @param timeZone IANA */
export function createWallClock(timeZone: string): WallClock {
  const zoned = (instant: number) =>
    Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  /** By hour, in which an offset doesn't change: grids hold thousands of times. */
  const hours = new Map<string, number>();
  const hourOf = (wall: string): number => {
    const hour = wall.slice(0, 13);
    const known = hours.get(hour);
    if (known !== undefined) return known;
    const instant = Temporal.PlainDateTime.from(`${hour}:00:00`).toZonedDateTime(timeZone).epochMilliseconds;
    if (hours.size > 5000) hours.clear();
    hours.set(hour, instant);
    return instant;
  };
  return {
    instant: (wall) =>
      hourOf(wall) + Number(wall.slice(14, 16)) * 60_000 + Number(wall.slice(17, 19) || 0) * 1000,
    wall: (instant) => zoned(instant).toPlainDateTime().toString({ smallestUnit: "second" }),
    midnight: (instant, days) =>
      zoned(instant).toPlainDate().add({ days }).toZonedDateTime(timeZone).epochMilliseconds,
  };
}
