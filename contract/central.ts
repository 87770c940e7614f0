import type { CardRelation } from "./cards.ts";
import type { ConsentVariant, Sex } from "./domain.ts";
import type { Policy } from "./policy.ts";
import type { SelfTestResult, SelfTestRun } from "./self-test.ts";

/** The status of a Slot on the wire (FHIR R4 SlotStatus). */
export const slotStatuses = [
  "free",
  "busy",
  "busy-unavailable",
  "busy-tentative",
  "entered-in-error",
] as const;
export type SlotStatus = (typeof slotStatuses)[number];

/** What every stored row carries: the centre's id, its opaque version, and when the centre last changed it (ms). */
type Versioned = { readonly id: string; readonly version: string; readonly lastUpdated: number };

export type OrganizationRow = Versioned & {
  readonly type: "organization";
  readonly active: boolean;
  readonly parentId: string | null;
  readonly name: string;
  readonly kind: string;
  readonly district: string;
  readonly address: string;
  readonly phone: string;
};
export type LocationRow = Versioned & {
  readonly type: "location";
  readonly active: boolean;
  readonly organizationId: string | null;
  readonly parentId: string | null;
  readonly name: string;
  readonly isRoom: boolean;
  readonly district: string;
  readonly address: string;
};
export type ServiceRow = Versioned & {
  readonly type: "service";
  readonly active: boolean;
  readonly organizationId: string;
  readonly code: string;
  readonly name: string;
  readonly payment: "free" | "paid";
  readonly attachedOnly: boolean;
  readonly referralNeeded: boolean;
  /** The first and the last age that are received, in whole years; null where the centre sets none. */
  readonly fromAge: number | null;
  readonly toAge: number | null;
  /** Who is received, where not everybody is. */
  readonly sex: Sex | null;
};
export type PractitionerRow = Versioned & {
  readonly type: "practitioner";
  readonly active: boolean;
  readonly family: string;
  readonly given: string;
  readonly patronymic: string;
};
export type RoleRow = Versioned & {
  readonly type: "role";
  readonly active: boolean;
  readonly practitionerId: string;
  readonly organizationId: string;
  readonly serviceIds: readonly string[];
  readonly roomLocationId: string | null;
  readonly position: string;
  /** Absences, as days `YYYY-MM-DD`, both included. */
  readonly away: readonly { readonly from: string; readonly to: string }[];
};
export type ScheduleRow = Versioned & {
  readonly type: "schedule";
  readonly active: boolean;
  readonly roleId: string;
};
export type ReferenceRow =
  | OrganizationRow
  | LocationRow
  | ServiceRow
  | PractitionerRow
  | RoleRow
  | ScheduleRow;
export type ReferenceType = ReferenceRow["type"];
/** In an order in which a row's references come before it. */
export const referenceTypes = [
  "organization",
  "location",
  "service",
  "practitioner",
  "role",
  "schedule",
] as const satisfies readonly ReferenceType[];

export type SlotRow = Versioned & {
  readonly scheduleId: string;
  /** Instants, ms. */
  readonly start: number;
  readonly end: number;
  readonly status: SlotStatus;
};

/** One page of a search, already checked. `rejected` names resources that were not fit to be stored. */
export type Page<Row> = {
  readonly rows: readonly Row[];
  readonly rejected: readonly { readonly id: string; readonly why: string }[];
  /** The centre's own clock when it answered (its `Date` header), ms; null when it told none. */
  readonly serverTime: number | null;
  /** How many the whole search holds, where the centre says. */
  readonly total: number | null;
};

/** Parts that a person doesn't have are empty. */
export type PersonName = { readonly family: string; readonly given: string; readonly patronymic: string };

export type CentralPatient = PersonName & {
  readonly id: string;
  /** `YYYY-MM-DD`; null where the register doesn't know the day. */
  readonly birthDate: string | null;
  readonly sex: Sex | null;
  /** E.164, such as +79105551234. */
  readonly phones: readonly string[];
  readonly policies: readonly Policy[];
  /** Eleven digits. */
  readonly snils: string | null;
  readonly attachedOrganizationIds: readonly string[];
};

/**
 * A number by which a patient is filed, and what only its holder is likely to know besides. `document`: the number,
 * without its series, of any of the documents that the register knows.
 */
export type PatientQuery =
  | { readonly policy: Policy; readonly birthDate: string }
  | { readonly policy: Policy; readonly document: string }
  | { readonly snils: string; readonly birthDate: string };

/** What a patient's card says, as whoever keeps it typed it. */
export type CardContent = PersonName & {
  readonly relation: CardRelation;
  readonly sex: Sex | null;
  /** `YYYY-MM-DD` */
  readonly birthDate: string | null;
  readonly policy: Policy | null;
  /** Eleven digits. */
  readonly snils: string | null;
  /** E.164. */
  readonly phone: string | null;
  /** Whom the card is about, where it was found among the patients; null while it waits. */
  readonly linkedPatientId: string | null;
};

export type CentralCard = CardContent & {
  readonly id: string;
  readonly etag: string;
  /** The whole resource, to be sent back with only our fields changed. */
  readonly raw: unknown;
};

/** A message of a clinic to a patient. */
export type CentralMessage = {
  readonly id: string;
  /** Instant, ms. */
  readonly sent: number;
  /** Who wrote it, as the centre names them; empty where only `organizationId` is known, or nothing. */
  readonly from: string;
  readonly organizationId: string | null;
  readonly text: string;
  /** Of whom it speaks; one of the patients that were asked for. */
  readonly patientId: string;
};

/** A slot as the centre holds it now. `raw` is the whole resource, to be sent back with only our fields changed. */
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
 * - `refused`: the centre will not, and nothing was kept.
 * - `doubt`: it may have been kept or not.
 * - `torn`: some entries were kept and some not. The centre broke the promise of a transaction.
 */
export type AttemptOutcome =
  | {
      readonly kind: "committed";
      readonly appointmentId: string | null;
      readonly createdSlotIds: readonly string[];
    }
  | { readonly kind: "refused"; readonly status: number }
  | { readonly kind: "doubt"; readonly why: string }
  | { readonly kind: "torn"; readonly statuses: readonly string[] };

export type CentralVisit = {
  readonly id: string;
  readonly etag: string;
  readonly status: string;
  readonly ticketNumber: string | null;
  /** Instants, ms; the end is null where the centre tells none. */
  readonly start: number;
  readonly end: number | null;
  readonly slotIds: readonly string[];
  readonly patientId: string | null;
  readonly practitionerId: string | null;
  readonly roleId: string | null;
  readonly service: { readonly id: string | null; readonly code: string; readonly name: string };
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
  /** Slots of the visit that are no more. It stops naming them: a centre may refuse a visit that points nowhere. */
  readonly goneSlotIds: readonly string[];
  readonly why: "asked" | "unseen" | "withdrawn";
};

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

export type CentralAbout = { readonly software: string; readonly fhirVersion: string };

/**
 * A central API: where schedules come from and bookings go to. Every call may throw {@link CentralError}
 * and nothing else that is expected. Calls take a signal and give up when it fires. `slots` and the look-ups
 * used in booking are never answered from a cache.
 */
export interface Central {
  about(signal: AbortSignal): Promise<CentralAbout>;
  /** All rows of a type, or those changed since an instant of the centre's clock (inclusive). */
  reference(
    type: ReferenceType,
    since: number | null,
    signal: AbortSignal,
  ): AsyncIterable<Page<ReferenceRow>>;
  /** The whole window of one schedule that ends at or after `from` (instant, ms). */
  scheduleSlots(scheduleId: string, from: number, signal: AbortSignal): AsyncIterable<Page<SlotRow>>;
  /** Slots of any schedule changed since an instant of the centre's clock (inclusive). */
  changedSlots(since: number, signal: AbortSignal): AsyncIterable<Page<SlotRow>>;
  /** Whether a row still exists, and what it holds now. */
  readReference(type: ReferenceType, id: string, signal: AbortSignal): Promise<ReferenceRow | null>;
  readSlot(id: string, signal: AbortSignal): Promise<SlotReading>;
  findPatients(query: PatientQuery, signal: AbortSignal): Promise<CentralPatient[]>;
  /**
   * Patients of exactly this name and birth date (`YYYY-MM-DD`). Case doesn't matter, nor whether ё is written е; a
   * patronymic must fit where the register has one.
   */
  findPersons(person: PersonName & { birthDate: string }, signal: AbortSignal): Promise<CentralPatient[]>;
  /** Those of these patients who are still in the register. */
  readPatients(ids: readonly string[], signal: AbortSignal): Promise<CentralPatient[]>;
  /** The cards that a patient keeps, in no order. */
  cardsOf(patientId: string, signal: AbortSignal): Promise<CentralCard[]>;
  /** Makes a card. Sent again under the same key (UUIDv7) it makes no second one. */
  createCard(
    card: { readonly key: string; readonly keeperId: string; readonly content: CardContent },
    signal: AbortSignal,
  ): Promise<CentralCard>;
  /** Null when the card isn't any more as it was read, and nothing was changed. */
  changeCard(card: CentralCard, content: CardContent, signal: AbortSignal): Promise<CentralCard | null>;
  /** False when the card isn't any more as it was read. One that is gone already is removed. */
  removeCard(card: CentralCard, signal: AbortSignal): Promise<boolean>;
  /** What clinics wrote to these patients, or of them, the newest first; at most `limit`. */
  messagesTo(patientIds: readonly string[], limit: number, signal: AbortSignal): Promise<CentralMessage[]>;
  /** Sends one transaction: slot busy, appointment, consent. Never throws once the request has left. */
  book(attempt: BookAttempt, signal: AbortSignal): Promise<AttemptOutcome>;
  /** The visit that a booking made under this key, cancelled or not. */
  visitByKey(key: string, signal: AbortSignal): Promise<CentralVisit | null>;
  readVisit(id: string, signal: AbortSignal): Promise<CentralVisit | null>;
  /** A patient's visits that begin at `from` (instant, ms) or later, in whatever status. */
  visitsOfPatient(patientId: string, from: number, signal: AbortSignal): Promise<CentralVisit[]>;
  /** All visits that name this slot, in whatever status. */
  visitsOfSlot(slotId: string, signal: AbortSignal): Promise<CentralVisit[]>;
  /** All that follow send one transaction each, and never throw once the request has left. */
  cancel(attempt: CancelAttempt, signal: AbortSignal): Promise<AttemptOutcome>;
  move(attempt: MoveAttempt, signal: AbortSignal): Promise<AttemptOutcome>;
  moveBack(attempt: MoveBackAttempt, signal: AbortSignal): Promise<AttemptOutcome>;
  /**
   * A real change that changes nothing for anybody: the key is put among the identifiers, under the ETag just
   * read. Whatever was sent under that ETag can't commit any more once this has.
   */
  fenceSlot(key: string, slot: PresentSlot, signal: AbortSignal): Promise<AttemptOutcome>;
  fenceVisit(key: string, visit: CentralVisit, signal: AbortSignal): Promise<AttemptOutcome>;
  /** Frees a slot that a torn booking left taken without a visit; the key is put among its identifiers. */
  releaseSlot(key: string, slot: PresentSlot, signal: AbortSignal): Promise<AttemptOutcome>;
  recordConsent(record: ConsentRecord, signal: AbortSignal): Promise<void>;
  /** Whether this centre keeps what exact booking needs, tried on a schedule of the test's own. */
  selfTest(run: SelfTestRun, signal: AbortSignal): Promise<SelfTestResult>;
  /** The centre's clock now, as well as this connector knows it; ms. */
  now(): number;
  close(): Promise<void>;
}

/**
 * - `away`: no answer (refused, reset, timed out) or a passing refusal (5xx, 429); worth another try.
 * - `rubbish`: an answer that isn't what was asked for: HTML, cut JSON, another resource.
 * - `tooLarge`: more than the configured cap; reading stopped there.
 * - `denied`: 401 or 403, the kiosk's access is wrong.
 * - `rejected`: another 4xx, the request will not work as it is.
 */
export const centralFaults = ["away", "rubbish", "tooLarge", "denied", "rejected"] as const;
export type CentralFault = (typeof centralFaults)[number];

export class CentralError extends Error {
  override readonly name = "CentralError";
  readonly fault: CentralFault;
  /** The HTTP status, where there was one. */
  readonly status: number | null;
  /** How long the centre asked to wait, ms. */
  readonly retryAfter: number | null;

  /** `detail` goes into the log: it must hold no personal data and no address beyond the path. */
  constructor(
    fault: CentralFault,
    detail: string,
    more: { status?: number; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(`${fault}: ${detail}`, { cause: more.cause });
    this.fault = fault;
    this.status = more.status ?? null;
    this.retryAfter = more.retryAfter ?? null;
  }
}
