import {
  CentralError,
  type ReviewReason,
  type Settlement,
  type UnsettledOperation,
} from "#contract/index.ts";
import { type HubTimeId, readTimeId } from "../ids.ts";
import type { KnownAt } from "../patients.ts";
import { claimRefusal, type HubBookingDeps } from "./deps.ts";
import { findMoved, freeTime, isAt, readHistory } from "./history.ts";
import { claimSpan, createLasting, longestUndecided, proofSpan } from "./lasting.ts";
import { moveMarks } from "./move.ts";

const settled = (event: "fencedOff" | "undone"): Settlement => ({ kind: "settled", happened: { event } });
const stuck = (reason: ReviewReason): Settlement => ({
  kind: "settled",
  happened: { event: "stuck", reason },
});
const again: Settlement = { kind: "again" };

type Look = {
  readonly operation: UnsettledOperation;
  readonly person: KnownAt;
  readonly signal: AbortSignal;
};

/** Makes sure that what a patient was told has failed is not, and will not be, in their history. */
export function settleAtHub({ hub, patients, records, clock }: HubBookingDeps) {
  const nowhere = createLasting(clock);
  const undecided = createLasting(clock);
  /** Bookings whose cancelling was asked for. */
  const claimed = new Set<string>();

  const before = ({ sent }: UnsettledOperation) =>
    new Set(sent.filter(({ of }) => of.startsWith("before")).map(({ mark }) => mark));
  const claim = async (time: HubTimeId, id: string, { person, signal }: Look): Promise<void> => {
    const outcome = await claimRefusal(hub, time, person, id, signal);
    if (outcome.kind === "refused" && outcome.refusal === "accessDenied")
      throw new CentralError("unauthorized", "a claim");
  };

  /** What is nowhere: never made once its time was free as well, twice; for people where that can't be seen. */
  const settleNowhere = async (
    time: HubTimeId,
    { operation: { key }, person, signal }: Look,
    whenProved: Settlement,
  ): Promise<Settlement> => {
    // Not there and not free: somebody else has it, or it is ours and hidden. Nobody knows.
    if ((await freeTime(hub, time, person.patient, signal)) === null) {
      nowhere.forget(key);
      return undecided.seen(key) >= longestUndecided ? stuck("repeated") : again;
    }
    undecided.forget(key);
    return nowhere.seen(key) >= proofSpan ? whenProved : again;
  };

  const settleBooking = async (time: HubTimeId, look: Look): Promise<Settlement> => {
    const { operation, person, signal } = look;
    const { key } = operation;
    const known = before(operation);
    const history = await readHistory(hub, person, signal);
    const standing = history.find((visit) => isAt(time)(visit) && !known.has(visit.id));
    if (standing !== undefined) {
      nowhere.forget(key);
      await claim(time, standing.id, look);
      claimed.add(key);
      return again;
    }
    if (claimed.has(key)) return settled("undone");
    return await settleNowhere(time, look, settled("fencedOff"));
  };

  const settleCancel = async (time: HubTimeId, { operation, person, signal }: Look): Promise<Settlement> => {
    const standing = (await readHistory(hub, person, signal)).find(isAt(time));
    // Carried out unseen it stays, as the patient wanted it; still there, the claim may only be slow.
    if (standing === undefined) return stuck("notShown");
    return undecided.seen(operation.key) >= claimSpan ? settled("fencedOff") : again;
  };

  const settleMove = async (to: HubTimeId, from: HubTimeId | null, look: Look): Promise<Settlement> => {
    const { operation, person, signal } = look;
    const { key, sent } = operation;
    // Until the old visit's cancelling is asked for it stands beside the new one, which then goes like any booking.
    const mayBeGone = sent.some(({ of }) => of === moveMarks.instead || of === moveMarks.claimed);
    if (!mayBeGone) return await settleBooking(to, look);
    if (!from) return stuck("refused");
    const history = await readHistory(hub, person, signal);
    const { made, old } = findMoved(history, { from, to, before: before(operation) });
    // The patient must hear of the new time.
    if (made && !old) return stuck("notShown");
    if (made && old) {
      nowhere.forget(key);
      if (undecided.seen(key) >= longestUndecided) return stuck("refused");
      // Which of the two the clinic's system takes for gone isn't told: the new one is seen to stand.
      await claim(from, old.id, look);
      return again;
    }
    if (!old) return undecided.seen(key) >= longestUndecided ? stuck("oldSlotGone") : again;
    // The new visit was there, and somebody has cancelled it since: the old one may go yet.
    const isClaimed = sent.some(({ of }) => of === moveMarks.claimed);
    return await settleNowhere(to, look, isClaimed ? stuck("changed") : settled("fencedOff"));
  };

  const round = async (operation: UnsettledOperation, signal: AbortSignal): Promise<Settlement> => {
    const { key, kind, slots, payload } = operation;
    const time = readTimeId((kind === "cancel" ? payload.visitId : slots[0]?.slotId) ?? "");
    if (!time) return stuck("refused");
    const record = records.ofKey(key);
    const patient = record?.patient ?? (await patients.at(payload.patientId, time.clinic, signal));
    // The record is written before anything leaves: without one something is lost, and people must look.
    if (patient === null) return stuck("refused");
    const look = { operation, person: { clinic: time.clinic, patient }, signal };
    switch (kind) {
      case "book":
        return await settleBooking(time, look);
      case "cancel":
        return await settleCancel(time, look);
      case "move":
        return await settleMove(time, readTimeId(slots[1]?.slotId ?? ""), look);
    }
  };

  return async (operation: UnsettledOperation, signal: AbortSignal): Promise<Settlement> => {
    const settlement = await round(operation, signal);
    if (settlement.kind === "settled") {
      for (const lasting of [nowhere, undecided]) lasting.forget(operation.key);
      claimed.delete(operation.key);
    }
    return settlement;
  };
}
