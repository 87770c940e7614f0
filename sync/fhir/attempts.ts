import type { CentralCard, CentralVisit, ConsentRecord, PresentSlot, SlotStatus } from "#contract/index.ts";

/** What a FHIR server tells of a resource beside what it holds, and needs again to change it. */
type AsRead = {
  readonly etag: string;
  /** The whole resource, to be sent back with only our fields changed. */
  readonly raw: unknown;
};

/** A slot as the server holds it now. */
export type FhirSlot = PresentSlot & AsRead;
export type FhirSlotReading = FhirSlot | { readonly state: "gone" };

/** A card as the server holds it now. */
export type FhirCard = CentralCard & AsRead;

/** A visit as the server holds it now. */
export type FhirVisit = CentralVisit &
  AsRead & {
    /** Keys of ours that stand on it: of the booking, of cancels and moves, and of fences. */
    readonly keys: {
      readonly booking: readonly string[];
      readonly operation: readonly string[];
      readonly fence: readonly string[];
    };
    /** Booked through a self-service channel: its slot may be given out there again. */
    readonly selfService: boolean;
    /** How its slot stood before a kiosk took it for reception; null for every other visit. */
    readonly slotStatusBefore: SlotStatus | null;
  };

export type BookAttempt = {
  /** The time may be reception's: the visit then says how its slot stood before. */
  readonly asReception?: boolean;
  /** UUIDv7, the identifier under which this booking is looked up for ever. */
  readonly key: string;
  readonly slot: FhirSlot;
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

/**
 * What is known after sending an attempt (DESIGN §4 steps 2 and 3).
 * - `committed`: every entry says so. `createdSlotIds` are slots that a PUT made anew: they had been withdrawn.
 * - `refused`: the central API will not, and nothing was kept.
 * - `indeterminate`: it may have been kept or not.
 * - `partialCommit`: some entries were kept and some not. The central API broke the promise of a transaction.
 */
export type AttemptOutcome =
  | {
      readonly kind: "committed";
      readonly appointmentId: string | null;
      readonly createdSlotIds: readonly string[];
    }
  | { readonly kind: "refused"; readonly status: number }
  | { readonly kind: "indeterminate"; readonly why: string }
  | { readonly kind: "partialCommit"; readonly statuses: readonly string[] };

/**
 * Ends a visit and releases its slots, one transaction, every entry under the ETag just read.
 * - `asked`: the patient wants it; the operation's key is added to the visit, a slot becomes what it
 *   was before a kiosk took it for reception; else `free` only where the booking came from a self-service channel, and
 *   `busy-unavailable` where it did not.
 * - `unseen`: a booking of ours that the patient was not shown is taken back; its slots become `released`.
 * - `withdrawn`: as `unseen`, of slots that our own PUT had made anew: they become `entered-in-error`.
 */
export type CancelAttempt = {
  readonly key: string;
  readonly visit: FhirVisit;
  /** Those to be released, as just read; a slot of the visit that is not named stays as it is. */
  readonly slots: readonly FhirSlot[];
  /** Slots of the visit that are no more. It stops naming them: a central API may refuse a visit that points nowhere. */
  readonly goneSlotIds: readonly string[];
  /** The agreements of a booking that is taken back, as just read: they end with it. */
  readonly consents?: readonly PresentConsent[];
  readonly why: "asked" | "unseen" | "withdrawn";
  /** Of a booking that is taken back: `free` where left out. */
  readonly released?: SlotStatus;
};

/** An agreement as the central API holds it now. */
export type PresentConsent = { readonly id: string; readonly etag: string; readonly raw: unknown };

/** New slot taken, old slots released, visit changed, the operation's key added to it: one transaction. */
export type MoveAttempt = {
  readonly asReception?: boolean;
  readonly key: string;
  readonly visit: FhirVisit;
  /** Those to be released, as just read. */
  readonly from: readonly FhirSlot[];
  readonly to: FhirSlot;
  readonly service: { readonly id: string; readonly code: string; readonly name: string };
  readonly practitionerId: string;
  readonly roleId: string;
  readonly roomLocationId: string | null;
};

/** Takes back a move that the patient was not shown: old slots taken again, new ones free, one transaction. */
export type MoveBackAttempt = {
  readonly key: string;
  /** As it is now, after the move. */
  readonly visit: FhirVisit;
  /** `raw` of the visit as it was before the move. */
  readonly before: unknown;
  /** The move's slot, if it is still taken by this visit, and the old ones, released; as just read. */
  readonly from: readonly FhirSlot[];
  readonly to: readonly FhirSlot[];
  /** The move's slot had been withdrawn, and our own PUT made it anew: it becomes `entered-in-error`. */
  readonly withdrawn: boolean;
  /** What the move's slot becomes where it isn't withdrawn; `free` where left out. */
  readonly released?: SlotStatus;
};
