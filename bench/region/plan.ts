/**
 * An invented region for the benchmarks: 50 doctors at each branch, each with one schedule of 400 times in the weeks
 * from today on. The same counts always make the same region, but for the day.
 */
const doctorsOfBranch = 50;
const timesOfDay = 25;
export const timesOfSchedule = 400;
const quarter = 15 * 60_000;
const day = 24 * 60 * 60_000;

export type Time = {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly status: "free" | "busy";
};

export const branchOf = (schedule: number): string => `b${Math.floor(schedule / doctorsOfBranch)}`;
export const serviceOf = (schedule: number): string => `h${Math.floor(schedule / doctorsOfBranch)}`;
export const scheduleId = (schedule: number): string => `s${schedule}`;

/** The midnight (UTC) with which the region's times begin, ms. */
export const firstDay = (now: number): number => Math.floor(now / day) * day + day;

/** The times of a schedule, of which every third is taken: 07:00 to 13:15 UTC on 16 days. */
export function timesOf(schedule: number, from: number, count = timesOfSchedule): readonly Time[] {
  return Array.from({ length: count }, (_, time) => {
    const start =
      from + Math.floor(time / timesOfDay) * day + 7 * 60 * 60_000 + (time % timesOfDay) * quarter;
    const status = (schedule + time) % 3 === 0 ? "busy" : "free";
    return { id: `${scheduleId(schedule)}-${time}`, start, end: start + quarter, status };
  });
}
