import {
  type Attempt,
  type AttemptDeps,
  type AttemptMark,
  type BookRequest,
  type BookResult,
  isSameTime,
  unreachable,
} from "#contract/index.ts";
import type { SyncLog } from "../../log-events.ts";
import type { FhirSlot, FhirVisit } from "../attempts.ts";
import { wasMadeAnew } from "./made-anew.ts";
import { asReadHere, partlyCommitted, type Resolved, slotMark } from "./marks.ts";
import { canBeTaken } from "./release.ts";
import { isAccess, isMissing } from "./statuses.ts";
import type { FhirTransactions } from "./transactions.ts";

type Booked = Resolved<BookResult>;
export type FhirBookingDeps = { readonly central: FhirTransactions; readonly log: SyncLog };

/**
 * Books one slot of an operation that the journal holds as `intended` (DESIGN §4, steps 1–5): reads it uncached,
 * notes the version, sends one transaction, reads the visit back. An indeterminate answer is settled by reading the
 * slot and *then* looking the key up: a slot that isn't free any more while the key is not there has certainly gone to
 * somebody else, since a late original can't match its new version. The same key is sent again only against a slot that
 * is free.
 */
export function bookSlot(request: BookRequest, deps: FhirBookingDeps & AttemptDeps): Attempt<BookResult> {
  const sent: AttemptMark[] = [];
  let tries = 0;
  return {
    hasSent: () => sent.length > 0,
    round: (signal) => tryOnce(request, { ...deps, isFirst: tries++ === 0, sent, signal }),
  };
}

type Round = FhirBookingDeps &
  AttemptDeps & {
    readonly isFirst: boolean;
    readonly sent: AttemptMark[];
    readonly signal: AbortSignal;
  };

async function tryOnce(request: BookRequest, round: Round): Promise<Booked | "again"> {
  const { central, sent, signal } = round;
  const first = round.isFirst ? asReadHere(request.reading) : undefined;
  const reading = first ?? (await central.readSlot(request.slotId, signal));
  if (sent.length > 0) {
    const visit = await central.visitByKey(request.key, signal);
    if (visit) return await found(visit, request, round);
  }
  if (reading.state === "gone") {
    // A central API may make a slot anew for an original that comes late: nothing is certain about what is gone.
    return {
      result: { kind: "taken", slot: null },
      happened: sent.length > 0 ? "gaveUp" : "failed",
    };
  }
  if (
    !canBeTaken(reading.slot.status, request) ||
    (request.offered && !isSameTime(reading.slot, request.offered))
  ) {
    const outdated = sent.every(({ mark }) => mark !== reading.etag);
    return {
      result: { kind: "taken", slot: reading.slot },
      happened: outdated ? "failed" : "gaveUp",
    };
  }
  return await send(request, reading, round);
}

async function send(request: BookRequest, slot: FhirSlot, round: Round): Promise<Booked | "again"> {
  const { central, note, log, sent, signal } = round;
  // The last look before anything leaves.
  if (round.left.aborted) return "again";
  const version = slotMark(slot);
  note([version]);
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
      log.write("booking.refused", { key: request.key, code: outcome.status });
      // The refusal is of this attempt; an earlier one may still be on its way.
      return { result: { kind: "refused" }, happened: sent.length === 1 ? "failed" : "gaveUp" };
    case "indeterminate":
      log.write("booking.indeterminate", { key: request.key, why: outcome.why });
      return "again";
    case "partialCommit":
      log.write("booking.partial-commit", { key: request.key, codes: outcome.statuses });
      return partlyCommitted(outcome.statuses);
    default:
      return unreachable(outcome);
  }
}

/** The kiosk's own access is wrong, which says nothing of this booking; an earlier attempt may still be on its way. */
function unauthorized(status: number, { key }: BookRequest, { log, sent }: Round): Booked {
  log.write("central.unauthorized", { during: "booking.book", key, code: status });
  return sent.length === 1
    ? { result: { kind: "unavailable" }, happened: "failed" }
    : { result: { kind: "unknown" }, happened: "gaveUp" };
}

/** Our own PUT made a slot anew that had been withdrawn: nobody receives anybody then. */
function withdrawn({ key }: BookRequest, { log }: Round): Booked {
  log.write("booking.slot-withdrawn", { key });
  return {
    result: { kind: "taken", slot: null },
    happened: "gaveUp",
    learned: { withdrawn: true },
  };
}

/** The key is there, and the answer that would have told what became of the slot was lost. */
async function found(visit: FhirVisit, request: BookRequest, round: Round): Promise<Booked> {
  const { central, sent, signal } = round;
  const isMade = visit.status === "booked" && (await wasMadeAnew(central, request.slotId, sent, signal));
  return isMade ? withdrawn(request, round) : standing(visit);
}

/** A key is never used again: one that was found ended is at its end, and the patient may start anew. */
function standing(visit: FhirVisit): Booked {
  if (visit.status === "booked") {
    return {
      result: { kind: "booked", visit },
      happened: "committed",
      learned: { visitId: visit.id },
    };
  }
  return {
    result: { kind: "refused" },
    happened: visit.status === "cancelled" ? "failed" : "gaveUp",
  };
}
