/** What the kiosk keeps of a booking of its own, since a hub's history doesn't tell it. */
export type HubRecord = {
  /** The operation's. */
  readonly key: string;
  readonly visitId: string;
  readonly patientId: string;
  /** The clinic, and the patient as its system knows them. */
  readonly clinic: number;
  readonly patient: string;
  /** Instants, ms; the end is null where nobody told it. */
  readonly start: number;
  readonly end: number | null;
  readonly ticketNumber: string | null;
  readonly service: { readonly id: string | null; readonly code: string; readonly name: string };
};

/** An agreement that the kiosk keeps itself. */
type KeptConsent = {
  readonly key: string;
  /** Instant, ms. */
  readonly at: number;
  readonly content: Readonly<Record<string, unknown>>;
};

/** The kiosk's own sealed records. What is saved is on the disk when the call returns. */
export interface HubRecords {
  /** @throws {CentralError} `unavailable` where it can't be written */
  save(record: HubRecord): void;
  /** Of an operation; null where there is none, or it is past. */
  ofKey(key: string): HubRecord | null;
  /** Of a visit, the newest first: a time that was cancelled may have been booked anew. */
  ofVisit(visitId: string): readonly HubRecord[];
  /** @throws {CentralError} `unavailable` where it can't be written */
  saveConsent(consent: KeptConsent): void;
}
