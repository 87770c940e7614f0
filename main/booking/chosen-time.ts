import type { DayAndTime } from "#contract/time/calendar.ts";
import type { Catalog } from "../schedules/catalog.ts";

/** A time that somebody has chosen. */
export type ChosenTime = {
  readonly scheduleId: string;
  readonly slotId: string;
  readonly serviceId: string;
  readonly branchId: string;
  /** When it begins, as it stood on the screen. */
  readonly at: DayAndTime;
};

/**
 * A chosen time under the schedule that holds it: to the patient all schedules of a doctor are one grid, named by the
 * first of them.
 */
export const underItsSchedule = <Chosen extends Pick<ChosenTime, "scheduleId" | "slotId">>(
  catalog: Pick<Catalog, "scheduleHolding">,
  chosen: Chosen,
): Chosen => ({ ...chosen, scheduleId: catalog.scheduleHolding(chosen.scheduleId, chosen.slotId) });

/** Whether a time is the one that stood on the screen. */
export const isSeenSo = (now: DayAndTime, at: DayAndTime): boolean =>
  at.date === now.date && at.time === now.time;
