import { unreachable } from "#contract/base/result.ts";
import type { BookAttempt, CentralVisit, PresentSlot } from "#contract/central/attempts.ts";
import type { Central } from "#contract/central/central.ts";
import type { SlotRow } from "#contract/central/rows.ts";
import { isSameTime } from "./chosen-time.ts";
import type { Journal } from "./journal/journal.ts";
import type { Payload, SentVersion } from "./journal/operation.ts";
import type { OperationEvent } from "./machine.ts";
import { wasMadeAnew } from "./made-anew.ts";
import { type RetryDeps, withRetries } from "./retry.ts";
import { isAccess, isMissing } from "./statuses.ts";

/** What the patient is told of a booking. Only `booked` may be shown as a visit. */
export type BookResult =
  | { readonly kind: "booked"; readonly visit: CentralVisit }
  /** Somebody else has the slot, or it was withdrawn. `slot` is how the central API holds it now. */
  | { readonly kind: "taken"; readonly slot: SlotRow | null }
  | { readonly kind: "refused" }
  /** Nothing was sent: the central API could not be asked for the slot. */
  | { readonly kind: "unavailable" }
  /** Sent, and within the patient's patience it could not be learned what became of it. */
  | { readonly kind: "unknown" }
  /** The central API kept a part of a transaction. No further booking may be made there. */
  | { readonly kind: "partialCommit"; readonly detail: string };

export type BookRequest = Omit<BookAttempt, "slot"> & {
  readonly slotId: string;
  /** What the patient chose: a slot that is another schedule's or begins at another time by now is not it. */
  readonly offered?: { readonly scheduleId: string; readonly start: number };
  /** The slot as it was read a moment ago, which spares the first reading of it. */
  readonly reading?: PresentSlot;
};
export type BookDeps = RetryDeps & { readonly central: Central; readonly journal: Journal };

/** An answer for the patient, with what becomes of the operation: for certain, or left to the fence. */
type Resolution = {
  readonly result: BookResult;
  readonly happened: OperationEvent & { readonly event: "committed" | "failed" | "gaveUp" };
  readonly learned?: Partial<Payload>;
};

/**
 * Books one slot of an operation that the journal holds as `intended` (DESIGN §4, steps 1–5): reads it uncached,
 * journals the version, sends one transaction, reads the visit back, journals that it is being shown. An answer
 * that leaves doubt is settled by reading the slot and *then* looking the key up: a slot that isn't free any
 * more while the key is not there has certainly gone to somebody else, since a late original can't match its
 * new version. The same key is sent again only against a slot that is free.
 *
 * Whatever it answers, the journal says what is still to be done: nothing, or to fence.
 * @throws what is no CentralError: then the journal holds the operation as it was.
 */
export async function bookSlot(request: BookRequest, deps: BookDeps): Promise<BookResult> {
  const { journal } = deps;
  const sent: SentVersion[] = [];
  let tries = 0;
  const answer = await withRetries(
    deps,
    () => sent.length > 0,
    (signal) => tryOnce(request, { ...deps, isFirst: tries++ === 0, sent, signal }),
  );
  const resolution = typeof answer === "string" ? patienceOver(answer) : seen(answer, deps.left);
  journal.advance(request.key, resolution.happened, resolution.learned);
  return resolution.result;
}

const patienceOver = (kind: "unavailable" | "unknown"): Resolution =>
  kind === "unavailable"
    ? { result: { kind }, happened: { event: "failed" } }
    : { result: { kind }, happened: { event: "gaveUp" } };

/** What the patient has left before hearing of is told to nobody: the visit must not come to be unseen. */
function seen(resolution: Resolution, left: AbortSignal): Resolution {
  if (!left.aborted || resolution.happened.event !== "committed") return resolution;
  return { ...resolution, result: { kind: "unknown" }, happened: { event: "gaveUp" } };
}

type Round = BookDeps & {
  readonly isFirst: boolean;
  readonly sent: SentVersion[];
  readonly signal: AbortSignal;
};

async function tryOnce(request: BookRequest, round: Round): Promise<Resolution | "again"> {
  const { central, sent, signal } = round;
  const first = round.isFirst ? request.reading : undefined;
  const reading = first ?? (await central.readSlot(request.slotId, signal));
  if (sent.length > 0) {
    const visit = await central.visitByKey(request.key, signal);
    if (visit) return await found(visit, request, round);
  }
  if (reading.state === "gone") {
    // A central API may make a slot anew for an original that comes late: nothing is certain about what is gone.
    return {
      result: { kind: "taken", slot: null },
      happened: { event: sent.length > 0 ? "gaveUp" : "failed" },
    };
  }
  if (reading.slot.status !== "free" || (request.offered && !isSameTime(reading.slot, request.offered))) {
    const outdated = sent.every(({ etag }) => etag !== reading.etag);
    return {
      result: { kind: "taken", slot: reading.slot },
      happened: { event: outdated ? "failed" : "gaveUp" },
    };
  }
  return await send(request, reading, round);
}

async function send(request: BookRequest, slot: PresentSlot, round: Round): Promise<Resolution | "again"> {
  const { central, journal, log, sent, signal } = round;
  // The last look before anything leaves.
  if (round.left.aborted) return "again";
  const version = { resource: `Slot/${slot.slot.id}`, etag: slot.etag };
  journal.sending(request.key, [version]);
  sent.push(version);
  const outcome = await central.book({ ...request, slot }, signal);
  switch (outcome.kind) {
    case "committed": {
      if (outcome.createdSlotIds.length > 0) {
        return withdrawn(request, round);
      }
      const visit = outcome.appointmentId
        ? await central.readVisit(outcome.appointmentId, signal)
        : await central.visitByKey(request.key, signal);
      return visit?.keys.booking.includes(request.key) ? standing(visit) : "again";
    }
    case "refused":
      if (isMissing(outcome.status)) return "again";
      if (isAccess(outcome.status)) return unauthorized(outcome.status, request, round);
      log.write("booking.refused", { key: request.key, status: outcome.status });
      // The refusal is of this attempt; an earlier one may still be on its way.
      return { result: { kind: "refused" }, happened: { event: sent.length === 1 ? "failed" : "gaveUp" } };
    case "doubt":
      log.write("booking.indeterminate", { key: request.key, why: outcome.why });
      return "again";
    case "partialCommit":
      log.write("booking.partial-commit", { key: request.key, statuses: outcome.statuses });
      return {
        result: { kind: "partialCommit", detail: outcome.statuses.join(", ") },
        happened: { event: "gaveUp" },
        learned: { partialCommit: true },
      };
    default:
      return unreachable(outcome);
  }
}

/** The kiosk's own access is wrong, which says nothing of this booking; an earlier attempt may still be on its way. */
function unauthorized(status: number, { key }: BookRequest, { log, sent }: Round): Resolution {
  log.write("central.unauthorized", { during: "booking.book", key, status });
  return sent.length === 1
    ? { result: { kind: "unavailable" }, happened: { event: "failed" } }
    : { result: { kind: "unknown" }, happened: { event: "gaveUp" } };
}

/** Our own PUT made a slot anew that had been withdrawn: nobody receives anybody then. */
function withdrawn({ key }: BookRequest, { log }: Round): Resolution {
  log.write("booking.slot-withdrawn", { key });
  return {
    result: { kind: "taken", slot: null },
    happened: { event: "gaveUp" },
    learned: { withdrawn: true },
  };
}

/** The key is there, and the answer that would have told what became of the slot was lost. */
async function found(visit: CentralVisit, request: BookRequest, round: Round): Promise<Resolution> {
  const { central, sent, signal } = round;
  const isMade = visit.status === "booked" && (await wasMadeAnew(central, request.slotId, sent, signal));
  return isMade ? withdrawn(request, round) : standing(visit);
}

/** A key is never used again: one that was found ended is at its end, and the patient may start anew. */
function standing(visit: CentralVisit): Resolution {
  if (visit.status === "booked") {
    return {
      result: { kind: "booked", visit },
      happened: { event: "committed" },
      learned: { visitId: visit.id },
    };
  }
  return {
    result: { kind: "refused" },
    happened: { event: visit.status === "cancelled" ? "failed" : "gaveUp" },
  };
}
