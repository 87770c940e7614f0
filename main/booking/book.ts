import {
  type BookAttempt,
  type Central,
  CentralError,
  type CentralVisit,
  type SlotReading,
  type SlotRow,
} from "#contract/central.ts";
import type { Clock, Log } from "#contract/ports.ts";
import { unreachable } from "#contract/result.ts";

/** What became of a booking. Only `booked` may be shown as a visit. */
export type BookResult =
  | { readonly kind: "booked"; readonly visit: CentralVisit }
  /** Certain: somebody else has the slot, or it was withdrawn. `slot` is how the centre holds it now. */
  | { readonly kind: "taken"; readonly slot: SlotRow | null }
  | { readonly kind: "refused" }
  /** Nothing was sent: the centre could not be asked for the slot. */
  | { readonly kind: "away" }
  /** Sent, and until the deadline it could not be learned what became of it. */
  | { readonly kind: "unknown" }
  /** The centre kept a part of a transaction. No further booking may be made there. */
  | { readonly kind: "torn" };

/** What is about to be announced to the centre or to the patient. */
export type BookStep =
  | { readonly step: "intent"; readonly key: string; readonly slotId: string; readonly patientId: string }
  | { readonly step: "attempt"; readonly key: string; readonly etag: string }
  | { readonly step: "settled"; readonly key: string; readonly result: BookResult["kind"] };

export type BookRequest = Omit<BookAttempt, "slot"> & { readonly slotId: string };

export type BookParts = {
  readonly central: Central;
  readonly clock: Clock;
  readonly log: Log;
  /** Called before each step takes effect; a throw stops the booking there. The journal's place. */
  readonly before: (step: BookStep) => void;
  /** How long the patient waits, ms. */
  readonly patience: number;
};

/** Pauses between questions while in doubt, ms. */
const pauses = [200, 500, 1000, 2000, 3000];
/** Rounds after which a centre that can't even be asked for the slot is told to be away. */
const roundsUnsent = 3;

/**
 * Books one slot: reads it uncached, sends one transaction, reads the visit back (DESIGN §4, steps 1–3). An
 * answer that leaves doubt is settled by reading the slot and *then* looking the key up: a slot that isn't
 * free any more while the key is not there has certainly gone to somebody else, since a late original can't
 * match its new version. The same key is sent again only against a slot that is free.
 */
export async function bookSlot(request: BookRequest, parts: BookParts): Promise<BookResult> {
  const { clock, log } = parts;
  const deadline = clock.monotonic() + parts.patience;
  parts.before({ step: "intent", key: request.key, slotId: request.slotId, patientId: request.patientId });
  const settled = (result: BookResult): BookResult => {
    parts.before({ step: "settled", key: request.key, result: result.kind });
    return result;
  };

  const sending = { sent: false };
  for (let round = 0; clock.monotonic() < deadline; round++) {
    const signal = AbortSignal.timeout(Math.max(1, Math.ceil(deadline - clock.monotonic())));
    try {
      const result = await tryOnce(request, { ...parts, sending, signal });
      if (result !== "inDoubt") return settled(result);
    } catch (error) {
      if (!(error instanceof CentralError) && !signal.aborted) throw error;
      log.warn("booking: the centre did not answer", {
        round,
        sent: sending.sent,
        fault: error instanceof CentralError ? error.fault : "away",
      });
      if (!sending.sent && round + 1 >= roundsUnsent) return settled({ kind: "away" });
    }
    await pause(
      clock,
      Math.min(pauses[Math.min(round, pauses.length - 1)] ?? 0, deadline - clock.monotonic()),
    );
  }
  return settled({ kind: sending.sent ? "unknown" : "away" });
}

type Round = BookParts & { readonly sending: { sent: boolean }; readonly signal: AbortSignal };

async function tryOnce(request: BookRequest, round: Round): Promise<BookResult | "inDoubt"> {
  const reading = await round.central.readSlot(request.slotId, round.signal);
  if (round.sending.sent) {
    const visit = await round.central.visitByKey(request.key, round.signal);
    if (visit) return verdict(visit);
  }
  if (reading.state === "gone") return { kind: "taken", slot: null };
  if (reading.slot.status !== "free") return { kind: "taken", slot: reading.slot };
  return send(request, reading, round);
}

async function send(
  request: BookRequest,
  slot: SlotReading & { state: "present" },
  round: Round,
): Promise<BookResult | "inDoubt"> {
  const { central, log, signal } = round;
  round.before({ step: "attempt", key: request.key, etag: slot.etag });
  round.sending.sent = true;
  const outcome = await central.book({ ...request, slot }, signal);
  switch (outcome.kind) {
    case "committed": {
      const visit = outcome.appointmentId
        ? await central.readVisit(outcome.appointmentId, signal)
        : await central.visitByKey(request.key, signal);
      if (!visit) return "inDoubt";
      if (!outcome.slotCreated) return verdict(visit);
      log.warn("booking: the slot had been withdrawn, taking the booking back");
      return (await takenBack(visit, round)) ? { kind: "taken", slot: null } : { kind: "unknown" };
    }
    case "refused":
      log.warn("booking refused by the centre", { status: outcome.status });
      return { kind: "refused" };
    case "doubt":
      log.warn("booking in doubt", { why: outcome.why });
      return "inDoubt";
    case "torn": {
      log.error("booking: the centre kept a part of a transaction", { statuses: outcome.statuses });
      const visit = await central.visitByKey(request.key, signal).catch(() => null);
      if (visit) await takenBack(visit, round);
      return { kind: "torn" };
    }
    default:
      return unreachable(outcome);
  }
}

/** Whether a booking that must not stand is gone from the centre. */
async function takenBack(visit: CentralVisit, round: Round): Promise<boolean> {
  const readings = await Promise.all(visit.slotIds.map((id) => round.central.readSlot(id, round.signal)));
  const slots = readings.filter((slot) => slot.state === "present" && slot.slot.status === "busy");
  const outcome = await round.central.cancel(
    { key: visit.keys.booking[0] ?? visit.id, visit, slots, why: "withdrawn" },
    round.signal,
  );
  if (outcome.kind !== "committed")
    round.log.error("booking could not be taken back", { outcome: outcome.kind });
  return outcome.kind === "committed";
}

/** A key is never used again: one that was found cancelled is at its end, and the patient may start anew. */
const verdict = (visit: CentralVisit): BookResult =>
  visit.status === "booked" ? { kind: "booked", visit } : { kind: "refused" };

const pause = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(Math.max(0, ms), resolve);
  });
