import type { CentralPatient } from "#contract/central/people.ts";
import type { ConsentRecord } from "#contract/central/visits.ts";
import type { ConsentText } from "#contract/consents/consent-text.ts";

/** For whom one agrees, and who does so in another person's place. */
export type Agreement = Pick<ConsentRecord, "variant" | "performerId">;

/** What is recorded at the central API of an agreement that was accepted or refused just now. */
export type RecordOf = (of: {
  readonly key: string;
  readonly patient: CentralPatient;
  readonly agreement: Agreement;
  readonly organizationId: string;
  readonly text: ConsentText;
  readonly accepted: boolean;
}) => ConsentRecord;

/** @param now the central API's clock, ms */
export const consentRecords =
  (now: () => number, kiosk: string): RecordOf =>
  ({ key, patient, agreement, organizationId, text, accepted }) => ({
    key,
    patientId: patient.id,
    organizationId,
    ...agreement,
    accepted,
    textVersion: text.version,
    textHash: text.hash,
    language: text.language,
    at: Math.round(now()),
    kiosk,
  });
