import { z } from "zod";
import type { Settlement, UnsettledOperation } from "#contract/index.ts";
import type { FhirSlot, FhirVisit } from "../attempts.ts";
import { statusAfterMove } from "../change-bundles.ts";
import { isJson } from "../json.ts";
import { slotStatusBeforeOf } from "../visit-resource.ts";
import { afterSending, again, fencedOff, gone, stuck, undone, wasSentAgainst } from "./fence.ts";
import { wasMadeAnew, withdrawMadeAnew } from "./made-anew.ts";
import { visitResource } from "./marks.ts";
import { heldByOthers, releasable, releasedStatus, statusTakenBack } from "./release.ts";
import type { FhirTransactions } from "./transactions.ts";

/**
 * One round of making certain what became of a cancel or a move that the patient was not told of. One that was
 * not carried out never will be, once the visit has a new version. A cancel that was carried out stays, as the
 * patient wanted it, and people are told; a move is moved back, for the patient knows the old time.
 * @throws {CentralError} where the central API can't be asked.
 */
export async function fenceChange(
  operation: UnsettledOperation,
  central: FhirTransactions,
  signal: AbortSignal,
): Promise<Settlement> {
  const { key, kind, payload } = operation;
  if (payload.visitId === null) throw new Error("a change without a visit");
  const visit = await central.readVisit(payload.visitId, signal);
  if (visit === null) return gone;
  if (!visit.keys.operation.includes(key)) {
    if (!wasSentAgainst(operation, visitResource, visit)) return fencedOff;
    return afterSending(await central.fenceVisit(key, visit, signal));
  }
  if (kind === "cancel") {
    await withdrawMadeAnew(central, operation, signal);
    return stuck("notShown");
  }
  return await moveBack(operation, visit, central, signal);
}

const slotIdsSchema = z.array(z.string());

/** What the visit was before its move, as far as giving back its time needs it. */
function asItWas(before: unknown, { selfService }: FhirVisit) {
  const raw = isJson(before) ? before : {};
  const status = typeof raw.status === "string" ? raw.status : "booked";
  return { status, selfService, slotStatusBefore: slotStatusBeforeOf(raw) };
}

/** Whether a slot stands as the release of that visit left it. One of reception's may be free on the wire. */
const isReleased = ({ slot, raw }: FhirSlot, was: ReturnType<typeof asItWas>): boolean =>
  slot.status === releasedStatus(was) || (isJson(raw) && raw.status === releasedStatus(was));

async function moveBack(
  operation: UnsettledOperation,
  visit: FhirVisit,
  central: FhirTransactions,
  signal: AbortSignal,
): Promise<Settlement> {
  const { key, slots: taken, sent, payload } = operation;
  if (visit.keys.fence.includes(key)) return undone;
  const was = asItWas(payload.before, visit);
  const [moved, ...old] = taken.map(({ slotId }) => slotId);
  if (visit.status !== statusAfterMove(was.status) || moved === undefined || !visit.slotIds.includes(moved)) {
    return stuck("changed");
  }
  const to: FhirSlot[] = [];
  for (const slotId of slotIdsSchema.parse(old)) {
    const reading = await central.readSlot(slotId, signal);
    // As our own move left it: free, or given back to reception.
    if (reading.state === "gone" || !isReleased(reading, was)) return stuck("oldSlotGone");
    if (await heldByOthers(central, slotId, visit.id, signal)) return stuck("oldSlotGone");
    to.push(reading);
  }
  const { slots: from } = await releasable(central, visit, signal);
  const { before } = payload;
  const withdrawn = payload.withdrawn || (await wasMadeAnew(central, moved, sent, signal));
  const released = statusTakenBack(operation, visit);
  const outcome = await central.moveBack({ key, visit, before, from, to, withdrawn, released }, signal);
  return outcome.kind === "committed" ? again : afterSending(outcome);
}
