import type { ConsentVariant } from "../consents/consent-text.ts";
import type { SlotRow } from "./rows.ts";

/** A slot as the central API holds it now. `raw` is the whole resource, to be sent back with only our fields changed. */
export type PresentSlot = {
  readonly state: "present";
  readonly slot: SlotRow;
  readonly etag: string;
  readonly raw: unknown;
};
export type SlotReading = PresentSlot | { readonly state: "gone" };

export type BookAttempt = {
  /** UUIDv7, the identifier under which this booking is looked up for ever. */
  readonly key: string;
  readonly slot: PresentSlot;
  readonly patientId: string;
  readonly ticketNumber: string;
  readonly service: { readonly id: string; readonly code: string; readonly name: string };
  readonly practitionerId: string;
  readonly roleId: string;
  readonly roomLocationId: string | null;
  readonly organizationId: string;
  /** A phone that the patient gave for this visit, E.164, or null. */
  readonly phone: string | null;
  readonly consent: ConsentRecord;
};

export type ConsentRecord = {
  readonly key: string;
  readonly patientId: string;
  readonly organizationId: string;
  readonly variant: ConsentVariant;
  /** The patient who agreed for somebody else, where it is known who that is. */
  readonly performerId: string | null;
  readonly accepted: boolean;
  readonly textVersion: string;
  readonly textHash: string;
  readonly language: string;
  /** Instant, ms. */
  readonly at: number;
  readonly kiosk: string;
};

/**
 * What is known after sending an attempt (DESIGN §4 steps 2 and 3).
 * - `committed`: every entry says so. `createdSlotIds` are slots that a PUT made anew: they had been withdrawn.
 * - `refused`: the central API will not, and nothing was kept.
 * - `doubt`: it may have been kept or not.
 * - `partialCommit`: some entries were kept and some not. The central API broke the promise of a transaction.
 */
export type AttemptOutcome =
  | {
      readonly kind: "committed";
      readonly appointmentId: string | null;
      readonly createdSlotIds: readonly string[];
    }
  | { readonly kind: "refused"; readonly status: number }
  | { readonly kind: "doubt"; readonly why: string }
  | { readonly kind: "partialCommit"; readonly statuses: readonly string[] };

export type CentralVisit = {
  readonly id: string;
  readonly etag: string;
  readonly status: string;
  readonly ticketNumber: string | null;
  /** Instants, ms; the end is null where the central API tells none. */
  readonly start: number;
  readonly end: number | null;
  readonly slotIds: readonly string[];
  /** All patients who take part: a mother and her child may share a visit. */
  readonly patientIds: readonly string[];
  readonly practitionerId: string | null;
  readonly roleId: string | null;
  readonly service: { readonly id: string | null; readonly code: string; readonly name: string };
  /** What it says in words, for ids that lead to nothing that this kiosk mirrors; empty where it says nothing. */
  readonly words: { readonly doctor: string; readonly service: string; readonly place: string };
  /** Keys of ours that stand on it: of the booking, of cancels and moves, and of fences. */
  readonly keys: {
    readonly booking: readonly string[];
    readonly operation: readonly string[];
    readonly fence: readonly string[];
  };
  /** Booked through a self-service channel: its slot may be given out there again. */
  readonly selfService: boolean;
  /** The whole resource, to be sent back with only our fields changed. */
  readonly raw: unknown;
};

/**
 * Ends a visit and releases its slots, one transaction, every entry under the ETag just read.
 * - `asked`: the patient wants it; the operation's key is added to the visit, a slot becomes `free` only where
 *   the booking came from a self-service channel, else `busy-unavailable`.
 * - `unseen`: a booking of ours that the patient was not shown is taken back; its slots had been free.
 * - `withdrawn`: as `unseen`, of slots that our own PUT had made anew: they become `entered-in-error`.
 */
export type CancelAttempt = {
  readonly key: string;
  readonly visit: CentralVisit;
  /** Those to be released, as just read; a slot of the visit that is not named stays as it is. */
  readonly slots: readonly PresentSlot[];
  /** Slots of the visit that are no more. It stops naming them: a central API may refuse a visit that points nowhere. */
  readonly goneSlotIds: readonly string[];
  /** The agreements of a booking that is taken back, as just read: they end with it. */
  readonly consents?: readonly PresentConsent[];
  readonly why: "asked" | "unseen" | "withdrawn";
};

/** An agreement as the central API holds it now. */
export type PresentConsent = { readonly id: string; readonly etag: string; readonly raw: unknown };

/** New slot taken, old slots released, visit changed, the operation's key added to it: one transaction. */
export type MoveAttempt = {
  readonly key: string;
  readonly visit: CentralVisit;
  /** Those to be released, as just read. */
  readonly from: readonly PresentSlot[];
  readonly to: PresentSlot;
  readonly service: { readonly id: string; readonly code: string; readonly name: string };
  readonly practitionerId: string;
  readonly roleId: string;
  readonly roomLocationId: string | null;
};

/** Takes back a move that the patient was not shown: old slots taken again, new ones free, one transaction. */
export type MoveBackAttempt = {
  readonly key: string;
  /** As it is now, after the move. */
  readonly visit: CentralVisit;
  /** `raw` of the visit as it was before the move. */
  readonly before: unknown;
  /** The move's slot, if it is still taken by this visit, and the old ones, free again; as just read. */
  readonly from: readonly PresentSlot[];
  readonly to: readonly PresentSlot[];
  /** The move's slot had been withdrawn, and our own PUT made it anew: it becomes `entered-in-error`. */
  readonly withdrawn: boolean;
};
