import type { DayAndTime } from "#contract/time/calendar.ts";
import type { Flow } from "../flow/index.ts";

/** A chosen time as the core is asked about it, with the day and the hour that stood on the screen. */
export type ChosenTime = {
  readonly scheduleId: string;
  readonly slotId: string;
  readonly serviceId: string;
  readonly branchId: string;
  readonly at: DayAndTime;
};

/** The time that the flow has chosen; null as long as it hasn't come so far. */
export function chosenTime({ choices }: Flow): ChosenTime | null {
  const { doctor, date, slot, service, branch } = choices;
  if (!doctor || date === undefined || !slot || !service || !branch) return null;
  return {
    scheduleId: doctor.scheduleId,
    slotId: slot.slotId,
    serviceId: service.id,
    branchId: branch.id,
    at: { date, time: slot.time },
  };
}
