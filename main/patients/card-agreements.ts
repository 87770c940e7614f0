import type { Ids } from "#contract/base/ports.ts";
import type { CentralConsents } from "#contract/central/central.ts";
import type { CentralPatient } from "#contract/central/people.ts";
import { consentVariants } from "#contract/consents/consent-text.ts";
import type { Agreed } from "#contract/patients/cards.ts";
import type { Consents } from "../consents/consents.ts";
import type { Log } from "../log/events.ts";

/** Records at the central API that a patient agreed to what a card holds. */
export type CardAgreements = {
  /** @param person whom the card is about, where they are found. @throws {CentralError} */
  record(
    agreed: Agreed,
    owner: CentralPatient,
    person: CentralPatient | null,
    signal: AbortSignal,
  ): Promise<void>;
};

export function createCardAgreements(parts: {
  readonly central: CentralConsents;
  readonly consent: Consents;
  readonly ownOrganization: () => string | null;
  readonly kioskName: string;
  readonly now: () => number;
  readonly ids: Ids;
  readonly log: Log;
}): CardAgreements {
  const { central, consent, ownOrganization, kioskName, now, ids, log } = parts;
  return {
    async record({ language, hash }, owner, person, signal) {
      const texts = consentVariants.map((variant) => consent(language, variant, "card"));
      const text = texts.find((one) => one.hash === hash);
      const [attached] = [...(person ?? owner).attachedOrganizationIds, ...owner.attachedOrganizationIds];
      const organizationId = ownOrganization() ?? attached;
      if (!text || organizationId === undefined) {
        log.write("cards.consent-unrecorded", { known: text !== undefined });
        return;
      }
      const record = {
        key: ids.key(),
        // For a person who isn't found only the card's owner is known.
        patientId: (person ?? owner).id,
        organizationId,
        variant: text.variant,
        performerId: person?.id === owner.id ? null : owner.id,
        accepted: true,
        textVersion: text.version,
        textHash: text.hash,
        language: text.language,
        at: Math.round(now()),
        kiosk: kioskName,
      };
      await central.recordConsent(record, signal);
    },
  };
}
