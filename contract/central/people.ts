import type { CardRelation } from "../patients/cards.ts";
import type { PersonName, Sex } from "../patients/person.ts";
import type { Policy } from "../patients/policy.ts";

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
 * without its series, of any of the documents that the register knows. `name`: told where numbers weren't enough; a
 * register that finds patients by numbers alone need not compare it.
 */
export type PatientQuery = { readonly name?: PersonName } & (
  | { readonly policy: Policy; readonly birthDate: string }
  | { readonly policy: Policy; readonly document: string }
  | { readonly snils: string; readonly birthDate: string }
);

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

/** A card as the central API holds it now. A connector may know more of it, and knows it again when it is handed back. */
export type CentralCard = CardContent & { readonly id: string };

/** A message of a clinic to a patient. */
export type CentralMessage = {
  readonly id: string;
  /** Instant, ms. */
  readonly sent: number;
  /** Who wrote it, as the central API names them; empty where only `organizationId` is known, or nothing. */
  readonly from: string;
  readonly organizationId: string | null;
  readonly text: string;
  /** Of whom it speaks; one of the patients that were asked for. */
  readonly patientId: string;
};
