import type { SelfTestResult, SelfTestRun } from "../conformance/self-test.ts";
import type { PersonName } from "../patients/person.ts";
import type { BookingProtocol } from "./booking-protocol.ts";
import type { CentralCapabilities } from "./capabilities.ts";
import type { CardContent, CentralCard, CentralMessage, CentralPatient, PatientQuery } from "./people.ts";
import type { Page, ReferenceRow, ReferenceType, SlotRow } from "./rows.ts";
import type { CentralVisit, ConsentRecord, SlotReading } from "./visits.ts";

/** `protocol`: what it speaks, with the version, such as `FHIR 4.0.1`. */
type CentralAbout = { readonly software: string; readonly protocol: string };

/** Clinics, services, doctors: what is stored and shown. */
export interface CentralDirectory {
  about(signal: AbortSignal): Promise<CentralAbout>;
  /** All rows of a type, or those changed since an instant of the central API's clock (inclusive). */
  reference(
    type: ReferenceType,
    since: number | null,
    signal: AbortSignal,
  ): AsyncIterable<Page<ReferenceRow>>;
  /** Whether a row still exists, and what it holds now. */
  readReference(type: ReferenceType, id: string, signal: AbortSignal): Promise<ReferenceRow | null>;
}

/** Free and taken times. */
export interface CentralTimes {
  /** The whole window of one schedule that ends at or after `from` (instant, ms). */
  scheduleSlots(scheduleId: string, from: number, signal: AbortSignal): AsyncIterable<Page<SlotRow>>;
  /** Slots of any schedule changed since an instant of the central API's clock (inclusive). */
  changedSlots(since: number, signal: AbortSignal): AsyncIterable<Page<SlotRow>>;
  /** Never answered from a cache. */
  readSlot(id: string, signal: AbortSignal): Promise<SlotReading>;
}

/** The register of patients. */
export interface CentralPatients {
  /** @throws {CentralError} among others `nameNeeded`, where `query` has none */
  findPatients(query: PatientQuery, signal: AbortSignal): Promise<CentralPatient[]>;
  /**
   * Patients of exactly this name and birth date (`YYYY-MM-DD`). Case doesn't matter, nor whether ё is written е; a
   * patronymic must fit where the register has one.
   */
  findPersons(person: PersonName & { birthDate: string }, signal: AbortSignal): Promise<CentralPatient[]>;
  /** Those of these patients who are still in the register. */
  readPatients(ids: readonly string[], signal: AbortSignal): Promise<CentralPatient[]>;
}

/** What patients have booked, here or elsewhere. */
export interface CentralVisits {
  /** A patient's visits that begin at `from` (instant, ms) or later, in whatever status. */
  visitsOfPatient(patientId: string, from: number, signal: AbortSignal): Promise<CentralVisit[]>;
  readVisit(id: string, signal: AbortSignal): Promise<CentralVisit | null>;
  /** The visit that an operation of the journal made under this key, in whatever status; null where there is none. */
  visitByKey(key: string, signal: AbortSignal): Promise<CentralVisit | null>;
}

/** Visits are made, cancelled and moved by a protocol of the connector's. */
export interface CentralBooking {
  readonly booking: BookingProtocol;
}

/** Cards of other people that patients keep. */
export interface CentralCards {
  /** The cards that a patient keeps, in no order. */
  cardsOf(patientId: string, signal: AbortSignal): Promise<CentralCard[]>;
  /** Makes a card. Sent again under the same key (UUIDv7) it makes no second one. */
  createCard(
    card: { readonly key: string; readonly ownerId: string; readonly content: CardContent },
    signal: AbortSignal,
  ): Promise<CentralCard>;
  /** Null when the card isn't any more as it was read, and nothing was changed. */
  changeCard(card: CentralCard, content: CardContent, signal: AbortSignal): Promise<CentralCard | null>;
  /** False when the card isn't any more as it was read. One that is gone already is removed. */
  removeCard(card: CentralCard, signal: AbortSignal): Promise<boolean>;
}

/** What clinics wrote to patients. */
export interface CentralMessages {
  /** To these patients, or of them, the newest first; at most `limit`. */
  messagesTo(patientIds: readonly string[], limit: number, signal: AbortSignal): Promise<CentralMessage[]>;
}

/** Agreements to the processing of personal data, where they are kept apart from a booking. */
export interface CentralConsents {
  recordConsent(record: ConsentRecord, signal: AbortSignal): Promise<void>;
}

/** Whether this central API keeps what exact booking needs, tried on a schedule of the test's own. */
export interface CentralConformance {
  selfTest(run: SelfTestRun, signal: AbortSignal): Promise<SelfTestResult>;
}

/** What time it is at the central API. */
export interface CentralTime {
  /** Whether the central API has told a time that was believed. */
  tellsTime(): boolean;
  /** The central API's clock now, as well as this connector knows it; ms. */
  now(): number;
}

/**
 * A central API: where schedules come from and bookings go to, by what one needs of it. Every call may throw
 * {@link CentralError} and nothing else that is expected. Calls take a signal and give up when it fires. What is used
 * in booking is never answered from a cache.
 */
export interface Central
  extends CentralDirectory,
    CentralTimes,
    CentralPatients,
    CentralVisits,
    CentralBooking,
    CentralCards,
    CentralMessages,
    CentralConsents,
    CentralConformance,
    CentralTime {
  readonly capabilities: CentralCapabilities;
  close(): Promise<void>;
}

/**
 * - `unavailable`: no answer (refused, reset, timed out) or a passing refusal (5xx, 429); worth another try.
 * - `invalidResponse`: an answer that isn't what was asked for: HTML, cut JSON, another resource.
 * - `tooLarge`: more than the configured cap; reading stopped there.
 * - `unauthorized`: 401, 403 or a proxy's 407, or a certificate that isn't taken: the kiosk's access is wrong.
 * - `rejected`: another 4xx, the request will not work as it is.
 * - `nameNeeded`: nobody was found by numbers, and some of those asked look for patients by name as well.
 */
export const centralFaults = [
  "unavailable",
  "invalidResponse",
  "tooLarge",
  "unauthorized",
  "rejected",
  "nameNeeded",
] as const;
export type CentralFault = (typeof centralFaults)[number];

export class CentralError extends Error {
  override readonly name = "CentralError";
  readonly fault: CentralFault;
  /** The connector's own number for it, where there was an answer: for the connector itself and for logs. */
  readonly code: number | null;
  /** The central API may be away as a whole: no answer came, or one that says that it is unavailable. */
  readonly isAway: boolean;
  /** How long the central API asked to wait, ms. */
  readonly retryAfter: number | null;

  /** `detail` goes into the log: it must hold no personal data and no address beyond the path. */
  constructor(
    fault: CentralFault,
    detail: string,
    more: { code?: number; isAway?: boolean; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(`${fault}: ${detail}`, { cause: more.cause });
    this.fault = fault;
    this.code = more.code ?? null;
    this.isAway = more.isAway ?? this.code === null;
    this.retryAfter = more.retryAfter ?? null;
  }
}
