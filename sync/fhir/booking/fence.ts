import {
  CentralError,
  type ReviewReason,
  type Settlement,
  type UnsettledOperation,
  unreachable,
} from "#contract/index.ts";
import type { AttemptOutcome, FhirVisit, PresentConsent } from "../attempts.ts";
import { wasMadeAnew } from "./made-anew.ts";
import { heldByOthers, releasable, statusTakenBack, withdrawAgain } from "./release.ts";
import { isAccess, isLive, isMissing, isUntouched } from "./statuses.ts";
import type { FhirTransactions } from "./transactions.ts";

export const again: Settlement = { kind: "again" };
export const gone: Settlement = { kind: "gone" };
export const fencedOff: Settlement = { kind: "settled", happened: { event: "fencedOff" } };
export const undone: Settlement = { kind: "settled", happened: { event: "undone" } };
export const stuck = (reason: ReviewReason): Settlement => ({
  kind: "settled",
  happened: { event: "stuck", reason },
});

/**
 * One round of making sure that a booking, which the patient was told has failed, does not and will not exist
 * (DESIGN §4, step 4). Idempotent: any number of rounds, of any number of starts of the program, do it once.
 * @throws {CentralError} where the central API can't be asked.
 */
export async function fenceBooking(
  operation: UnsettledOperation,
  central: FhirTransactions,
  signal: AbortSignal,
): Promise<Settlement> {
  const { key, slots, sent, payload } = operation;
  const slotId = slots[0]?.slotId;
  if (slotId === undefined) throw new Error("a booking without a slot");
  const reading = await central.readSlot(slotId, signal);
  const visit = await central.visitByKey(key, signal);
  if (visit) return await takeBack(operation, visit.id, central, signal);
  if (reading.state === "gone") return gone;
  if (sent.some(({ mark }) => mark === reading.etag)) {
    // An original may still match this version: only another version shuts it out.
    return afterSending(await central.fenceSlot(key, reading, signal));
  }
  // No original can commit any more. One may have, between the two questions.
  const late = await central.visitByKey(key, signal);
  if (late) return await takeBack(operation, late.id, central, signal);
  if (!payload.partialCommit || reading.slot.status !== "busy") return fencedOff;
  // Half of a booking: its slot was taken, and its visit was not kept.
  if (await heldByOthers(central, slotId, null, signal)) return fencedOff;
  return afterSending(await central.releaseSlot(key, reading, statusTakenBack(operation, null), signal));
}

async function takeBack(
  operation: UnsettledOperation,
  visitId: string,
  central: FhirTransactions,
  signal: AbortSignal,
): Promise<Settlement> {
  const { key, slots, sent, payload } = operation;
  // By its id: a search may answer from an index, and tells no ETag.
  const visit = await central.readVisit(visitId, signal);
  if (visit === null) return again;
  if (!isLive(visit.status)) return undone;
  // Somebody has received the patient: it exists, and people know.
  if (!isUntouched(visit.status)) return stuck("changed");
  // Somebody has given it another time: people have talked about it.
  if (slots[0] && !visit.slotIds.includes(slots[0].slotId)) return stuck("changed");
  const old = await releasable(central, visit, signal);
  const slotId = slots[0]?.slotId ?? "";
  const withdrawn = payload.withdrawn || (await wasMadeAnew(central, slotId, sent, signal));
  const why = withdrawn ? "withdrawn" : "unseen";
  const consents = await activeConsents(central, key, signal);
  const outcome = await central.cancel(
    { key, visit, ...old, consents, why, released: statusTakenBack(operation, visit) },
    signal,
  );
  if (outcome.kind === "committed" && outcome.createdSlotIds.length > 0 && !withdrawn) {
    await withdrawAgain(central, key, outcome.createdSlotIds, signal);
  }
  return afterSending(outcome);
}

/** The agreements of a booking that is taken back. A central API that shows none keeps nothing from being taken back. */
async function activeConsents(
  central: FhirTransactions,
  key: string,
  signal: AbortSignal,
): Promise<PresentConsent[]> {
  try {
    return await central.consentsByKey(key, signal);
  } catch (error) {
    if (error instanceof CentralError && error.fault !== "unavailable") return [];
    throw error;
  }
}

/** Whatever was sent is believed only when it is read: the next round looks. @throws {CentralError} `unauthorized` */
export function afterSending(outcome: AttemptOutcome): Settlement {
  switch (outcome.kind) {
    case "committed":
    case "indeterminate":
      return again;
    case "refused":
      // Nobody can settle anything until the access is right again, which counts for no round.
      if (isAccess(outcome.status))
        throw new CentralError("unauthorized", "a fence", { code: outcome.status });
      return isMissing(outcome.status) ? again : stuck("refused");
    case "partialCommit":
      return stuck("partialCommit");
    default:
      return unreachable(outcome);
  }
}

/** Whether an attempt of this operation was sent against the visit as it is now. */
export const wasSentAgainst = ({ sent }: UnsettledOperation, of: string, { etag }: FhirVisit): boolean =>
  sent.some((noted) => noted.of === of && noted.mark === etag);
