import type { SelfTestResult, SelfTestRun } from "../conformance/self-test.ts";
import type { PersonName } from "../patients/person.ts";
import type {
  AttemptOutcome,
  BookAttempt,
  CancelAttempt,
  CentralVisit,
  ConsentRecord,
  MoveAttempt,
  MoveBackAttempt,
  PresentConsent,
  PresentSlot,
  SlotReading,
} from "./attempts.ts";
import type { CardContent, CentralCard, CentralMessage, CentralPatient, PatientQuery } from "./people.ts";
import type { Page, ReferenceRow, ReferenceType, SlotRow } from "./rows.ts";

type CentralAbout = { readonly software: string; readonly fhirVersion: string };

/**
 * A central API: where schedules come from and bookings go to. Every call may throw {@link CentralError}
 * and nothing else that is expected. Calls take a signal and give up when it fires. `slots` and the look-ups
 * used in booking are never answered from a cache.
 */
export interface Central {
  about(signal: AbortSignal): Promise<CentralAbout>;
  /** All rows of a type, or those changed since an instant of the central API's clock (inclusive). */
  reference(
    type: ReferenceType,
    since: number | null,
    signal: AbortSignal,
  ): AsyncIterable<Page<ReferenceRow>>;
  /** The whole window of one schedule that ends at or after `from` (instant, ms). */
  scheduleSlots(scheduleId: string, from: number, signal: AbortSignal): AsyncIterable<Page<SlotRow>>;
  /** Slots of any schedule changed since an instant of the central API's clock (inclusive). */
  changedSlots(since: number, signal: AbortSignal): AsyncIterable<Page<SlotRow>>;
  /** Whether a row still exists, and what it holds now. */
  readReference(type: ReferenceType, id: string, signal: AbortSignal): Promise<ReferenceRow | null>;
  readSlot(id: string, signal: AbortSignal): Promise<SlotReading>;
  /**
   * The ETags of a slot since it was last made, its present one first; null where the central API keeps no versions, or
   * does not tell all of them, or the slot is gone.
   */
  slotVersions(id: string, signal: AbortSignal): Promise<readonly string[] | null>;
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
    card: { readonly key: string; readonly ownerId: string; readonly content: CardContent },
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
  /** Frees a slot that a booking kept in part left taken without a visit; the key is put among its identifiers. */
  releaseSlot(key: string, slot: PresentSlot, signal: AbortSignal): Promise<AttemptOutcome>;
  /** Takes a slot out (`entered-in-error`) that had been withdrawn, and that a write of ours has made anew. */
  withdrawSlot(key: string, slot: PresentSlot, signal: AbortSignal): Promise<AttemptOutcome>;
  /** The agreements that were recorded under a booking's key and still hold. */
  consentsByKey(key: string, signal: AbortSignal): Promise<PresentConsent[]>;
  recordConsent(record: ConsentRecord, signal: AbortSignal): Promise<void>;
  /** Whether this central API keeps what exact booking needs, tried on a schedule of the test's own. */
  selfTest(run: SelfTestRun, signal: AbortSignal): Promise<SelfTestResult>;
  /** Whether the central API has told a time that was believed. */
  tellsTime(): boolean;
  /** The central API's clock now, as well as this connector knows it; ms. */
  now(): number;
  close(): Promise<void>;
}

/**
 * - `unavailable`: no answer (refused, reset, timed out) or a passing refusal (5xx, 429); worth another try.
 * - `invalidResponse`: an answer that isn't what was asked for: HTML, cut JSON, another resource.
 * - `tooLarge`: more than the configured cap; reading stopped there.
 * - `unauthorized`: 401, 403 or a proxy's 407, or a certificate that isn't taken: the kiosk's access is wrong.
 * - `rejected`: another 4xx, the request will not work as it is.
 */
export const centralFaults = [
  "unavailable",
  "invalidResponse",
  "tooLarge",
  "unauthorized",
  "rejected",
] as const;
export type CentralFault = (typeof centralFaults)[number];

export class CentralError extends Error {
  override readonly name = "CentralError";
  readonly fault: CentralFault;
  /** The HTTP status, where there was one. */
  readonly status: number | null;
  /** How long the central API asked to wait, ms. */
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
