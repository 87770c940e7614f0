import type { ConsentVariant } from "../consents/consent-text.ts";
import type { SlotRow } from "./rows.ts";

/** A slot as the central API holds it now. A connector may know more of it, and knows it again when it is handed back. */
export type PresentSlot = { readonly state: "present"; readonly slot: SlotRow };
export type SlotReading = PresentSlot | { readonly state: "gone" };

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

/** A visit as the central API holds it now. A connector may know more of it, as of a slot. */
export type CentralVisit = {
  readonly id: string;
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
  /** It can't be moved where it is: it is cancelled, and another one booked. */
  readonly isFixed?: boolean;
  /** What it says in words, for ids that lead to nothing that this kiosk mirrors; empty where it says nothing. */
  readonly words: { readonly doctor: string; readonly service: string; readonly place: string };
};
