import type { SlotStatus, UnsettledOperation } from "#contract/index.ts";
import type { FhirSlot, FhirVisit } from "../attempts.ts";
import { isLive } from "./statuses.ts";
import type { FhirTransactions } from "./transactions.ts";

export type Releasable = {
  /** There, taken, and held by no other visit. What was blocked meanwhile stays as it is. */
  readonly slots: readonly FhirSlot[];
  readonly goneSlotIds: readonly string[];
};

/** How an asked cancel or a move leaves the slots of a visit: what reception gave out goes back to reception. */
export const releasedStatus = ({
  selfService,
  slotStatusBefore,
}: Pick<FhirVisit, "selfService" | "slotStatusBefore">): SlotStatus =>
  slotStatusBefore ?? (selfService ? "free" : "busy-unavailable");

/**
 * What the slot of an operation becomes that is taken back: what its visit says that it was, else what the journal
 * knows of it.
 */
export const statusTakenBack = (
  { payload }: Pick<UnsettledOperation, "payload">,
  visit: Pick<FhirVisit, "slotStatusBefore"> | null,
): SlotStatus => visit?.slotStatusBefore ?? (payload.receptionTime ? "busy-unavailable" : "free");

/** Whether a slot of this status can be taken. */
export const canBeTaken = (status: SlotStatus, { asReception = false }: { asReception?: boolean }): boolean =>
  status === "free" || (asReception && status === "busy-unavailable");

/** Those slots of a visit that can be released with it. @throws {CentralError} */
export async function releasable(
  central: FhirTransactions,
  visit: Pick<FhirVisit, "id" | "slotIds">,
  signal: AbortSignal,
): Promise<Releasable> {
  const slots: FhirSlot[] = [];
  const goneSlotIds: string[] = [];
  for (const slotId of visit.slotIds) {
    // The slot before its visits: one that takes it from now on gives it a new version.
    const reading = await central.readSlot(slotId, signal);
    if (reading.state === "gone") goneSlotIds.push(slotId);
    else if (reading.slot.status === "busy" && !(await heldByOthers(central, slotId, visit.id, signal))) {
      slots.push(reading);
    }
  }
  return { slots, goneSlotIds };
}

/** Whether another live visit than this one names the slot. @throws {CentralError} */
export async function heldByOthers(
  central: FhirTransactions,
  slotId: string,
  visitId: string | null,
  signal: AbortSignal,
): Promise<boolean> {
  const visits = await central.visitsOfSlot(slotId, signal);
  return visits.some(({ id, status }) => id !== visitId && isLive(status));
}

/**
 * Withdraws slots again that a release of ours has created anew as free. Tried once: a slot that was withdrawn only a
 * moment ago is offered until it is withdrawn again.
 * @returns whether none of them is left free. @throws {CentralError}
 */
export async function withdrawAgain(
  central: FhirTransactions,
  key: string,
  slotIds: readonly string[],
  signal: AbortSignal,
): Promise<boolean> {
  let withdrawn = true;
  for (const slotId of slotIds) {
    const reading = await central.readSlot(slotId, signal);
    if (reading.state === "gone" || reading.slot.status !== "free") continue;
    const { kind } = await central.withdrawSlot(key, reading, signal);
    withdrawn &&= kind === "committed";
  }
  return withdrawn;
}
