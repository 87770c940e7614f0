import { mostOpenings, type Opening } from "#contract/schedules/catalog.ts";
import type { ClinicTime } from "../time/clinic-time.ts";
import type { Grid, Reach, ScheduleReader } from "./schedule.ts";

/** The least between two times of one day for them to be a choice, ms. */
const apart = 120 * 60_000;
const mostOfDay = 2;

/**
 * The times that a doctor's row offers: the nearest, and those after it that differ enough to be a choice, at most
 * two of one day. Where there are too few of those the nearest others fill up. Reads a row of the mirror for each.
 */
export function openingsIn(
  grid: Grid | number,
  schedule: Pick<ScheduleReader, "nearest">,
  time: Pick<ClinicTime, "dayAndTime" | "startOf" | "addDays">,
  reach: Reach = "patients",
): readonly Opening[] {
  const chosen: { slotId: string; start: number; date: string }[] = [];
  for (let from = 0; chosen.length < mostOpenings; ) {
    const [next] = schedule.nearest(grid, 1, from, reach);
    if (!next) break;
    const { date } = time.dayAndTime(next.start);
    chosen.push({ ...next, date });
    const ofDay = chosen.filter((one) => one.date === date).length;
    from = ofDay < mostOfDay ? next.start + apart : time.startOf(time.addDays(date, 1));
  }
  const lacking = mostOpenings - chosen.length;
  const isNew = ({ slotId }: { slotId: string }): boolean => chosen.every((one) => one.slotId !== slotId);
  const others =
    lacking === 0 ? [] : schedule.nearest(grid, mostOpenings, 0, reach).filter(isNew).slice(0, lacking);
  return [...chosen, ...others]
    .sort((a, b) => a.start - b.start)
    .map(({ slotId, start }) => ({ slotId, ...time.dayAndTime(start) }));
}
