import type { RefusalReason } from "../booking/refusal-reason.ts";
import type { ReviewReason } from "../booking/review-item.ts";
import type { SlotRow } from "./rows.ts";
import type { CentralVisit, ConsentRecord, PresentSlot } from "./visits.ts";

export const operationKinds = ["book", "cancel", "move"] as const;
export type OperationKind = (typeof operationKinds)[number];

export type OperationSlot = { readonly slotId: string; readonly scheduleId: string };

/**
 * What a protocol notes of an attempt before it leaves, to know it again after any number of starts: of which thing, and
 * a mark of it. Both mean something to the protocol alone; neither is personal.
 */
export type AttemptMark = { readonly of: string; readonly mark: string };

/** What a patient chose: a slot that is another schedule's or begins at another time by now is not it. */
type OfferedTime = { readonly scheduleId: string; readonly start: number };

/** What of a doctor and a service a booking, or a move, is for. */
type BookedFor = {
  readonly service: { readonly id: string; readonly code: string; readonly name: string };
  readonly practitionerId: string;
  readonly roleId: string;
  readonly roomLocationId: string | null;
};

/**
 * With reception's powers: a time that reception alone gives out may be taken, too, and a visit changed that patients
 * leave to reception. Released or taken back, such a time is reception's again.
 */
type OnBehalf = { readonly asReception?: boolean };

type TakenTime = BookedFor & {
  readonly slotId: string;
  readonly offered?: OfferedTime;
  /** The slot as this connector read it a moment ago, which spares the first reading of it. */
  readonly reading?: PresentSlot;
};

export type BookRequest = TakenTime &
  OnBehalf & {
    /** UUIDv7: names the operation for ever. */
    readonly key: string;
    readonly patientId: string;
    readonly ticketNumber: string;
    readonly organizationId: string;
    /** A phone that the patient gave for this visit, E.164, or null. */
    readonly phone: string | null;
    readonly consent: ConsentRecord;
  };

export type ChangeRequest = OnBehalf & {
  readonly key: string;
  /** The visit as the patient saw it. */
  readonly seen: CentralVisit;
  /** Null: it is cancelled. */
  readonly to: TakenTime | null;
};

/** What the patient is told of a booking. Only `booked` may be shown as a visit. */
export type BookResult =
  | { readonly kind: "booked"; readonly visit: CentralVisit }
  /** Somebody else has the slot, or it was withdrawn. `slot` is how the central API holds it now. */
  | { readonly kind: "taken"; readonly slot: SlotRow | null }
  | { readonly kind: "refused"; readonly why?: RefusalReason }
  /** Nothing was sent: the central API could not be asked for the slot. */
  | { readonly kind: "unavailable" }
  /** Sent, and within the patient's patience it could not be learned what became of it. */
  | { readonly kind: "unknown" }
  /** The central API kept a part of a transaction. No further booking may be made there. */
  | { readonly kind: "partialCommit"; readonly detail: string };

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

/** What a protocol learned of an operation, and needs to settle it. */
type LearnedOfOperation = {
  readonly visitId?: string;
  /** The time had been withdrawn, and our own write has made it anew: it must not become free. */
  readonly withdrawn?: boolean;
  /** The central API kept a part of a transaction. */
  readonly partialCommit?: boolean;
};

/**
 * An answer for the patient, with what becomes of the operation.
 * - `committed`: the central API holds it, and the patient still waits.
 * - `failed`: for certain, nothing of it is there, and nothing will be.
 * - `gaveUp`: the patient is told that it failed, which isn't certain yet: it is left to {@link BookingProtocol.settle}.
 */
export type Resolution<Result> = {
  readonly result: Result;
  readonly happened: "committed" | "failed" | "gaveUp";
  readonly learned?: LearnedOfOperation;
};

/** One booking, cancel or move while its patient waits. */
export type Attempt<Result> = {
  /**
   * Asks, sends, or looks what became of what was sent; `again` where nothing is certain yet. Called again, after a
   * pause, until patience is over; the signal fires then. @throws {CentralError} where the central API can't be asked
   */
  round(signal: AbortSignal): Promise<Resolution<Result> | "again">;
  /** Whether anything has left, or may have. */
  hasSent(): boolean;
};

/** What an attempt is given. */
export type AttemptDeps = {
  /** Notes marks, on the disk. Called before anything leaves, each time; what it throws keeps it from leaving. */
  readonly note: (marks: readonly AttemptMark[]) => void;
  /** Fires when the patient has left: nothing new is sent. */
  readonly left: AbortSignal;
};

/** An operation that its patient was told has failed, as it was journaled. */
export type UnsettledOperation = {
  readonly key: string;
  readonly kind: OperationKind;
  /** The first is the slot that is being taken; a cancel takes none. */
  readonly slots: readonly OperationSlot[];
  /** What was noted, the first attempt's first. */
  readonly sent: readonly AttemptMark[];
  readonly payload: {
    readonly patientId: string;
    readonly visitId: string | null;
    /** Of a move: what {@link BookingProtocol.before} told of the visit as it was. */
    readonly before?: unknown;
    /** The time that is being taken was reception's: where it is given back, it becomes that again. */
    readonly receptionTime?: boolean | undefined;
    readonly withdrawn: boolean;
    readonly partialCommit: boolean;
  };
};

/**
 * What one round of settling found out.
 * - `settled`: certain. `fencedOff`: the central API never kept it, and never will. `undone`: it was taken back.
 *   `stuck`: people must see to it.
 * - `again`: something was sent to the central API, or has changed there: look once more.
 * - `gone`: what an attempt was about is not there. Only time makes it certain that no original will come.
 */
export type Settlement =
  | {
      readonly kind: "settled";
      readonly happened:
        | { readonly event: "fencedOff" | "undone" }
        | { readonly event: "stuck"; readonly reason: ReviewReason };
    }
  | { readonly kind: "again" | "gone" };

/**
 * How a connector books exactly once: how an attempt is sent, how a lost answer is settled, and how an original that
 * comes late is shut out. The machine, the journal, patience, showing and the review list are the kiosk's, and know
 * nothing of it (docs/exactly-once.md).
 */
export interface BookingProtocol {
  /** Begins a booking that the journal holds as `intended`. Nothing leaves before the first round. */
  book(request: BookRequest, deps: AttemptDeps): Attempt<BookResult>;
  /** Begins a cancel or a move that the journal holds as `intended`. */
  change(request: ChangeRequest, deps: AttemptDeps): Attempt<ChangeResult>;
  /** Whether it is this booking that made a visit. */
  made(booking: UnsettledOperation, visit: CentralVisit): boolean;
  /** What of a visit must be journaled before it is moved, so that it can be put back. */
  before(visit: CentralVisit): unknown;
  /**
   * One round of making sure that an operation, which the patient was told has failed, does not and will not exist.
   * Idempotent: any number of rounds, of any number of starts of the program, do it once.
   * @throws {CentralError} where the central API can't be asked
   */
  settle(operation: UnsettledOperation, signal: AbortSignal): Promise<Settlement>;
}
