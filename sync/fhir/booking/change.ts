import {
  type Attempt,
  type AttemptDeps,
  type AttemptMark,
  type CentralVisit,
  type ChangeRequest,
  type ChangeResult,
  isSameTime,
  type SlotRow,
  unreachable,
} from "#contract/index.ts";
import type { SyncLog } from "../../log-events.ts";
import type { AttemptOutcome, FhirSlot, FhirSlotReading, FhirVisit } from "../attempts.ts";
import type { FhirBookingDeps } from "./book.ts";
import { wasMadeAnew, withdrawMadeAnew } from "./made-anew.ts";
import { asReadHere, partlyCommitted, type Resolved, slotMark, visitMark, visitResource } from "./marks.ts";
import { canBeTaken, type Releasable, releasable, releasedStatus, withdrawAgain } from "./release.ts";
import { isAccess, isLive, isMissing } from "./statuses.ts";

type Changed = Resolved<ChangeResult>;

/**
 * Cancels or moves the visit of an operation that the journal holds as `intended` (DESIGN §4, step 6). The
 * operation's key on the visit tells whether it was carried out. As long as it isn't there and the visit's
 * version is none that an attempt was sent against, it can't be carried out any more.
 */
export function changeVisit(
  request: ChangeRequest,
  deps: FhirBookingDeps & AttemptDeps,
): Attempt<ChangeResult> {
  const sent: AttemptMark[][] = [];
  let tries = 0;
  return {
    hasSent: () => sent.length > 0,
    round: (signal) => tryOnce(request, { ...deps, isFirst: tries++ === 0, sent, signal }),
  };
}

const accessRefused = (kind: "unavailable" | "unknown"): Changed => ({
  result: { kind },
  happened: kind === "unavailable" ? "failed" : "gaveUp",
});

type Round = FhirBookingDeps &
  AttemptDeps & {
    readonly isFirst: boolean;
    readonly sent: AttemptMark[][];
    readonly signal: AbortSignal;
  };

async function tryOnce(request: ChangeRequest, round: Round): Promise<Changed | "again"> {
  const { central, sent, signal } = round;
  const { key, seen } = request;
  // The slots before the visit: when the key isn't on it then, what the slots said wasn't of our making.
  const first = round.isFirst ? asReadHere(request.to?.reading) : undefined;
  const [to, old] = await Promise.all([
    first ?? (request.to ? central.readSlot(request.to.slotId, signal) : null),
    releasable(central, seen, signal),
  ]);
  const visit = await central.readVisit(seen.id, signal);
  if (visit?.keys.operation.includes(key)) return await found(visit, request, round);
  const outdated = sent.flat().every(({ of, mark }) => of !== visitResource || mark !== visit?.etag);
  const certain = sent.length === 0 || (visit !== null && outdated) ? "failed" : "gaveUp";
  if (visit === null || !isAsSeen(visit, request)) return { result: { kind: "changed" }, happened: certain };
  const onOffer = to === null ? null : onlyOnOffer(to, request);
  if (to !== null && onOffer === null) {
    return { result: { kind: "taken", slot: to.state === "gone" ? null : to.slot }, happened: certain };
  }
  return await send(request, { visit, old, to: onOffer }, round);
}

type Readings = {
  readonly visit: FhirVisit;
  readonly old: Releasable;
  readonly to: FhirSlot | null;
};

async function send(request: ChangeRequest, readings: Readings, round: Round): Promise<Changed | "again"> {
  const { central, note, log, sent, signal } = round;
  const { key, asReception = false } = request;
  const { visit, old, to } = readings;
  // The last look before anything leaves.
  if (round.left.aborted) return "again";
  const versions = [visitMark(visit), ...[...old.slots, ...(to ? [to] : [])].map(slotMark)];
  note(versions);
  sent.push(versions);
  const outcome: AttemptOutcome =
    request.to && to
      ? await central.move({ ...request.to, asReception, key, visit, from: old.slots, to }, signal)
      : await central.cancel({ key, visit, ...old, why: "asked" }, signal);
  switch (outcome.kind) {
    case "committed": {
      const { createdSlotIds } = outcome;
      if (to && createdSlotIds.includes(to.slot.id)) {
        return withdrawn(key, log);
      }
      if (createdSlotIds.length > 0 && !(await withdrawAgain(central, key, createdSlotIds, signal))) {
        log.write("booking.withdrawn-slot-free", { key });
      }
      const now = await central.readVisit(visit.id, signal);
      if (!now?.keys.operation.includes(key)) return "again";
      const released = old.slots
        .filter(({ slot }) => !createdSlotIds.includes(slot.id))
        .map(({ slot }) => ({
          ...slot,
          // One that is free on the wire, and reception's by its type, is never offered as free.
          status: visit.slotStatusBefore === null ? releasedStatus(visit) : ("busy-unavailable" as const),
        }));
      return done(now, [...(to ? [{ ...to.slot, status: "busy" } as const] : []), ...released]);
    }
    case "refused":
      if (isMissing(outcome.status)) return "again";
      if (isAccess(outcome.status)) {
        log.write("central.unauthorized", { during: "booking.change", key, code: outcome.status });
        return accessRefused(sent.length === 1 ? "unavailable" : "unknown");
      }
      log.write("booking.change-refused", { key, code: outcome.status });
      return { result: { kind: "refused" }, happened: sent.length === 1 ? "failed" : "gaveUp" };
    case "indeterminate":
      log.write("booking.change-indeterminate", { key, why: outcome.why });
      return "again";
    case "partialCommit":
      log.write("booking.change-partial-commit", { key, codes: outcome.statuses });
      return partlyCommitted(outcome.statuses);
    default:
      return unreachable(outcome);
  }
}

/** The key is on the visit, and the answer that would have told what became of the slots was lost. */
async function found(visit: FhirVisit, request: ChangeRequest, round: Round): Promise<Changed> {
  const { central, log, signal } = round;
  const { key, to } = request;
  const sent = round.sent.flat();
  if (to && (await wasMadeAnew(central, to.slotId, sent, signal))) return withdrawn(key, log);
  const old = { key, sent, ...(to ? { but: to.slotId } : {}) };
  if (!(await withdrawMadeAnew(central, old, signal))) log.write("booking.withdrawn-slot-free", { key });
  return done(visit, null);
}

/** Our own PUT made the slot of a move anew that had been withdrawn. */
function withdrawn(key: string, log: SyncLog): Changed {
  log.write("booking.move-slot-withdrawn", { key });
  return {
    result: { kind: "taken", slot: null },
    happened: "gaveUp",
    learned: { withdrawn: true },
  };
}

/** The slot, if it still is what was offered, and can be taken. */
function onlyOnOffer(reading: FhirSlotReading, request: ChangeRequest): FhirSlot | null {
  const offered = request.to?.offered;
  if (reading.state === "gone" || !canBeTaken(reading.slot.status, request)) return null;
  return offered === undefined || isSameTime(reading.slot, offered) ? reading : null;
}

const done = (visit: CentralVisit, slots: readonly SlotRow[] | null): Changed => ({
  result: { kind: "done", visit, slots },
  happened: "committed",
});

/** With reception's powers also one that patients leave to reception, as long as it stands as it was seen. */
const isAsSeen = (visit: CentralVisit, { seen, asReception = false }: ChangeRequest): boolean =>
  (asReception ? visit.status === seen.status && isLive(visit.status) : visit.status === "booked") &&
  visit.start === seen.start &&
  visit.patientIds.join() === seen.patientIds.join() &&
  visit.slotIds.join() === seen.slotIds.join();
