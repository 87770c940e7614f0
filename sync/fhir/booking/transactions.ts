import type { SlotStatus } from "#contract/index.ts";
import type {
  AttemptOutcome,
  BookAttempt,
  CancelAttempt,
  FhirSlot,
  FhirSlotReading,
  FhirVisit,
  MoveAttempt,
  MoveBackAttempt,
  PresentConsent,
} from "../attempts.ts";

/**
 * What booking at a FHIR server is made of: questions, and transactions of which each carries the versions just read.
 * Transactions never throw once the request has left; everything else may throw {@link CentralError}.
 */
export interface FhirTransactions {
  readSlot(id: string, signal: AbortSignal): Promise<FhirSlotReading>;
  /**
   * The ETags of a slot since it was last made, its present one first; null where the server keeps no versions, or does
   * not tell all of them, or the slot is gone.
   */
  slotVersions(id: string, signal: AbortSignal): Promise<readonly string[] | null>;
  /** The visit that a booking made under this key, cancelled or not. */
  visitByKey(key: string, signal: AbortSignal): Promise<FhirVisit | null>;
  readVisit(id: string, signal: AbortSignal): Promise<FhirVisit | null>;
  /** All visits that name this slot, in whatever status. */
  visitsOfSlot(slotId: string, signal: AbortSignal): Promise<FhirVisit[]>;
  /** The agreements that were recorded under a booking's key and still hold. */
  consentsByKey(key: string, signal: AbortSignal): Promise<PresentConsent[]>;
  /** Slot busy, appointment, consent. */
  book(attempt: BookAttempt, signal: AbortSignal): Promise<AttemptOutcome>;
  cancel(attempt: CancelAttempt, signal: AbortSignal): Promise<AttemptOutcome>;
  move(attempt: MoveAttempt, signal: AbortSignal): Promise<AttemptOutcome>;
  moveBack(attempt: MoveBackAttempt, signal: AbortSignal): Promise<AttemptOutcome>;
  /**
   * A real change that changes nothing for anybody: the key is put among the identifiers, under the ETag just
   * read. Whatever was sent under that ETag can't commit any more once this has.
   */
  fenceSlot(key: string, slot: FhirSlot, signal: AbortSignal): Promise<AttemptOutcome>;
  fenceVisit(key: string, visit: FhirVisit, signal: AbortSignal): Promise<AttemptOutcome>;
  /**
   * Gives a slot back that a booking kept in part left taken without a visit, in this status; the key is put among its
   * identifiers.
   */
  releaseSlot(
    key: string,
    slot: FhirSlot,
    released: SlotStatus,
    signal: AbortSignal,
  ): Promise<AttemptOutcome>;
  /** Takes a slot out (`entered-in-error`) that had been withdrawn, and that a write of ours has made anew. */
  withdrawSlot(key: string, slot: FhirSlot, signal: AbortSignal): Promise<AttemptOutcome>;
}
