import { unreachable } from "#contract/base/result.ts";
import type {
  AttemptOutcome,
  CentralVisit,
  MoveAttempt,
  PresentSlot,
  SlotReading,
} from "#contract/central/attempts.ts";
import type { Central } from "#contract/central/central.ts";
import type { SlotRow } from "#contract/central/rows.ts";
import type { Log } from "../log/events.ts";
import { isSameTime } from "./chosen-time.ts";
import type { Journal } from "./journal/journal.ts";
import type { Payload, SentVersion } from "./journal/operation.ts";
import type { OperationEvent } from "./machine.ts";
import { wasMadeAnew, withdrawMadeAnew } from "./made-anew.ts";
import { type Releasable, releasable, releasedStatus, withdrawAgain } from "./release.ts";
import { type RetryDeps, withRetries } from "./retry.ts";
import { isAccess, isMissing } from "./statuses.ts";

/** What the patient is told of a cancel or a move. */
export type ChangeResult =
  /** `slots`: those that it took and released, as it left them; null where a lost answer would have told. */
  | { readonly kind: "done"; readonly visit: CentralVisit; readonly slots: readonly SlotRow[] | null }
  /** The visit isn't any more what the patient saw. */
  | { readonly kind: "changed" }
  /** Of a move: somebody else has the new slot. The visit stays as it was. */
  | { readonly kind: "taken"; readonly slot: SlotRow | null }
  | { readonly kind: "refused" }
  | { readonly kind: "unavailable" }
  | { readonly kind: "unknown" }
  | { readonly kind: "partialCommit"; readonly detail: string };

export type ChangeRequest = {
  readonly key: string;
  /** The visit as the patient saw it. */
  readonly seen: CentralVisit;
  readonly to:
    | (Omit<MoveAttempt, "key" | "visit" | "from" | "to"> & {
        readonly slotId: string;
        /** As of a booking: see `BookRequest`. */
        readonly offered?: { readonly scheduleId: string; readonly start: number };
        readonly reading?: PresentSlot;
      })
    | null;
};
export type ChangeDeps = RetryDeps & { readonly central: Central; readonly journal: Journal };

type Resolution = {
  readonly result: ChangeResult;
  readonly happened: OperationEvent & { readonly event: "committed" | "failed" | "gaveUp" };
  readonly learned?: Partial<Payload>;
};

/**
 * Cancels or moves the visit of an operation that the journal holds as `intended` (DESIGN §4, step 6). The
 * operation's key on the visit tells whether it was carried out. As long as it isn't there and the visit's
 * version is none that an attempt was sent against, it can't be carried out any more.
 * @throws what is no CentralError: then the journal holds the operation as it was.
 */
export async function changeVisit(request: ChangeRequest, deps: ChangeDeps): Promise<ChangeResult> {
  const sent: SentVersion[][] = [];
  let tries = 0;
  const answer = await withRetries(
    deps,
    () => sent.length > 0,
    (signal) => tryOnce(request, { ...deps, isFirst: tries++ === 0, sent, signal }),
  );
  const resolution = typeof answer === "string" ? patienceOver(answer) : asSeen(answer, deps.left);
  deps.journal.advance(request.key, resolution.happened, resolution.learned);
  return resolution.result;
}

const patienceOver = (kind: "unavailable" | "unknown"): Resolution => ({
  result: { kind },
  happened: { event: kind === "unavailable" ? "failed" : "gaveUp" },
});

/** What the patient has left before hearing of is told to nobody: the change must not be made unseen. */
function asSeen(resolution: Resolution, left: AbortSignal): Resolution {
  if (!left.aborted || resolution.happened.event !== "committed") return resolution;
  return { ...resolution, result: { kind: "unknown" }, happened: { event: "gaveUp" } };
}

type Round = ChangeDeps & {
  readonly isFirst: boolean;
  readonly sent: SentVersion[][];
  readonly signal: AbortSignal;
};

async function tryOnce(request: ChangeRequest, round: Round): Promise<Resolution | "again"> {
  const { central, sent, signal } = round;
  const { key, seen } = request;
  // The slots before the visit: when the key isn't on it then, what the slots said wasn't of our making.
  const first = round.isFirst ? request.to?.reading : undefined;
  const [to, old] = await Promise.all([
    first ?? (request.to ? central.readSlot(request.to.slotId, signal) : null),
    releasable(central, seen, signal),
  ]);
  const visit = await central.readVisit(seen.id, signal);
  if (visit?.keys.operation.includes(key)) return await found(visit, request, round);
  const outdated = sent
    .flat()
    .every(({ resource, etag }) => resource !== visitResource || etag !== visit?.etag);
  const certain = { event: sent.length === 0 || (visit !== null && outdated) ? "failed" : "gaveUp" } as const;
  if (visit === null || !isAsSeen(visit, seen)) return { result: { kind: "changed" }, happened: certain };
  const onOffer = to === null ? null : onlyOnOffer(to, request.to?.offered);
  if (to !== null && onOffer === null) {
    return { result: { kind: "taken", slot: to.state === "gone" ? null : to.slot }, happened: certain };
  }
  return await send(request, { visit, old, to: onOffer }, round);
}

/** How versions of the visit itself stand in the journal, where no id of it may stand. */
export const visitResource = "Appointment";

type Readings = {
  readonly visit: CentralVisit;
  readonly old: Releasable;
  readonly to: PresentSlot | null;
};

async function send(request: ChangeRequest, readings: Readings, round: Round): Promise<Resolution | "again"> {
  const { central, journal, log, sent, signal } = round;
  const { key } = request;
  const { visit, old, to } = readings;
  // The last look before anything leaves.
  if (round.left.aborted) return "again";
  const versions = [
    { resource: visitResource, etag: visit.etag },
    ...[...old.slots, ...(to ? [to] : [])].map(({ slot, etag }) => ({ resource: `Slot/${slot.id}`, etag })),
  ];
  journal.sending(key, versions);
  sent.push(versions);
  const outcome: AttemptOutcome =
    request.to && to
      ? await central.move({ ...request.to, key, visit, from: old.slots, to }, signal)
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
        .map(({ slot }) => ({ ...slot, status: releasedStatus(visit) }));
      return done(now, [...(to ? [{ ...to.slot, status: "busy" } as const] : []), ...released]);
    }
    case "refused":
      if (isMissing(outcome.status)) return "again";
      if (isAccess(outcome.status)) {
        log.write("central.unauthorized", { during: "booking.change", key, status: outcome.status });
        return patienceOver(sent.length === 1 ? "unavailable" : "unknown");
      }
      log.write("booking.change-refused", { key, status: outcome.status });
      return { result: { kind: "refused" }, happened: { event: sent.length === 1 ? "failed" : "gaveUp" } };
    case "doubt":
      log.write("booking.change-indeterminate", { key, why: outcome.why });
      return "again";
    case "partialCommit":
      log.write("booking.change-partial-commit", { key, statuses: outcome.statuses });
      return {
        result: { kind: "partialCommit", detail: outcome.statuses.join(", ") },
        happened: { event: "gaveUp" },
        learned: { partialCommit: true },
      };
    default:
      return unreachable(outcome);
  }
}

/** The key is on the visit, and the answer that would have told what became of the slots was lost. */
async function found(visit: CentralVisit, request: ChangeRequest, round: Round): Promise<Resolution> {
  const { central, log, signal } = round;
  const { key, to } = request;
  const sent = round.sent.flat();
  if (to && (await wasMadeAnew(central, to.slotId, sent, signal))) return withdrawn(key, log);
  const old = { key, sent, ...(to ? { but: to.slotId } : {}) };
  if (!(await withdrawMadeAnew(central, old, signal))) log.write("booking.withdrawn-slot-free", { key });
  return done(visit, null);
}

/** Our own PUT made the slot of a move anew that had been withdrawn. */
function withdrawn(key: string, log: Log): Resolution {
  log.write("booking.move-slot-withdrawn", { key });
  return {
    result: { kind: "taken", slot: null },
    happened: { event: "gaveUp" },
    learned: { withdrawn: true },
  };
}

/** The slot, if it still is what was offered, and free. */
function onlyOnOffer(
  reading: SlotReading,
  offered: { readonly scheduleId: string; readonly start: number } | undefined,
): PresentSlot | null {
  if (reading.state === "gone" || reading.slot.status !== "free") return null;
  return offered === undefined || isSameTime(reading.slot, offered) ? reading : null;
}

const done = (visit: CentralVisit, slots: readonly SlotRow[] | null): Resolution => ({
  result: { kind: "done", visit, slots },
  happened: { event: "committed" },
});

const isAsSeen = (visit: CentralVisit, seen: CentralVisit): boolean =>
  visit.status === "booked" &&
  visit.start === seen.start &&
  visit.patientIds.join() === seen.patientIds.join() &&
  visit.slotIds.join() === seen.slotIds.join();
