import type { Central, CentralVisit, PresentSlot } from "#contract/central.ts";
import { isLive } from "./statuses.ts";

/**
 * Those slots of a visit that can be released with it: there, taken, and held by no other visit. What was
 * blocked or withdrawn meanwhile stays as it is. @throws {CentralError}
 */
export async function releasable(
  central: Central,
  visit: Pick<CentralVisit, "id" | "slotIds">,
  signal: AbortSignal,
): Promise<PresentSlot[]> {
  const slots: PresentSlot[] = [];
  for (const slotId of visit.slotIds) {
    // The slot before its visits: one that takes it from now on gives it a new version.
    const reading = await central.readSlot(slotId, signal);
    if (reading.state === "gone" || reading.slot.status !== "busy") continue;
    if (!(await heldByOthers(central, slotId, visit.id, signal))) slots.push(reading);
  }
  return slots;
}

/** Whether another live visit than this one names the slot. @throws {CentralError} */
export async function heldByOthers(
  central: Central,
  slotId: string,
  visitId: string | null,
  signal: AbortSignal,
): Promise<boolean> {
  const visits = await central.visitsOfSlot(slotId, signal);
  return visits.some(({ id, status }) => id !== visitId && isLive(status));
}
