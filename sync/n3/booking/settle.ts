import { CentralError, type Settlement, type UnsettledOperation } from "#contract/index.ts";
import { readTimeId } from "../ids.ts";
import { claimRefusal, type HubBookingDeps } from "./deps.ts";
import { freeTime, isAt, readHistory } from "./history.ts";

/** A visit that isn't there, while its time is free, counts as never booked when it is so twice, this far apart, ms. */
const proofSpan = 120_000;
/** One that is neither in the history nor listed as free for so long is for people to look at, ms. */
const longestUndecided = 10 * 60_000;

const settled = (event: "fencedOff" | "undone"): Settlement => ({ kind: "settled", happened: { event } });
const stuck = (reason: "refused" | "notShown" | "repeated"): Settlement => ({
  kind: "settled",
  happened: { event: "stuck", reason },
});

/** Makes sure that what a patient was told has failed is not, and will not be, in their history. */
export function settleAtHub({ hub, patients, records, clock }: HubBookingDeps) {
  /**
   * Since when each operation was seen to be nowhere, and which of them a claim was sent for. In memory: a restart
   * begins the span anew, which makes it longer and never shorter.
   */
  const nowhereSince = new Map<string, number>();
  const claimed = new Set<string>();
  const undecidedSince = new Map<string, number>();

  /** Whether this is not the first time that it was seen so, and the first was long enough ago. */
  const isProved = (key: string): boolean => lasting(nowhereSince, key) >= proofSpan;
  const lasting = (since: Map<string, number>, key: string): number => {
    const first = since.get(key) ?? clock.monotonic();
    since.set(key, first);
    return clock.monotonic() - first;
  };

  return async (operation: UnsettledOperation, signal: AbortSignal): Promise<Settlement> => {
    const { key, kind, slots, sent, payload } = operation;
    const time = readTimeId((kind === "cancel" ? payload.visitId : slots[0]?.slotId) ?? "");
    if (!time) return stuck("refused");
    const record = records.ofKey(key);
    const patient = record?.patient ?? (await patients.at(payload.patientId, time.clinic, signal));
    // The record is written before anything leaves: without one something is lost, and people must look.
    if (patient === null) return stuck("refused");
    const person = { clinic: time.clinic, patient };
    const known = new Set(sent.filter(({ of }) => of.startsWith("before")).map(({ mark }) => mark));
    const standing = (await readHistory(hub, person, signal)).find(
      (visit) => isAt(time)(visit) && !known.has(visit.id),
    );
    if (kind === "cancel") {
      // Carried out unseen it stays, as the patient wanted it; still there, the claim may only be slow.
      if (standing === undefined) return stuck("notShown");
      return isProved(key) ? settled("fencedOff") : { kind: "again" };
    }
    if (standing !== undefined) {
      nowhereSince.delete(key);
      const outcome = await claimRefusal(hub, time, person, standing.id, signal);
      if (outcome.kind === "refused" && outcome.refusal === "accessDenied")
        throw new CentralError("unauthorized", "a claim");
      claimed.add(key);
      return { kind: "again" };
    }
    if (claimed.has(key)) return settled("undone");
    // Not there and not free: somebody else has it, or it is ours and hidden. Nobody knows.
    if ((await freeTime(hub, time, patient, signal)) === null) {
      nowhereSince.delete(key);
      return lasting(undecidedSince, key) >= longestUndecided ? stuck("repeated") : { kind: "again" };
    }
    undecidedSince.delete(key);
    return isProved(key) ? settled("fencedOff") : { kind: "again" };
  };
}
