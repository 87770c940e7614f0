import type { CentralDirectory } from "#contract/central/central.ts";
import type { CentralPatient } from "#contract/central/people.ts";
import type { Attachment } from "#contract/patients/cards.ts";
import type { Log } from "../log/events.ts";
import type { Catalog } from "../schedules/catalog.ts";

/** How the search for a card's person stands, told by the names of their clinics. */
export type Attachments = {
  /** @param person null while nobody is found. @throws {CentralError} */
  of(person: CentralPatient | null, signal: AbortSignal): Promise<Attachment>;
  /** A clinic by name, also one that this kiosk doesn't book at; empty where there is none. @throws {CentralError} */
  clinic(organizationId: string, signal: AbortSignal): Promise<string>;
};

export function createAttachments(parts: {
  readonly central: CentralDirectory;
  readonly catalog: Pick<Catalog, "place">;
  readonly log: Log;
}): Attachments {
  const { central, catalog, log } = parts;

  const clinic = async (organizationId: string, signal: AbortSignal): Promise<string> => {
    const known = catalog.place(organizationId);
    if (known) return known.clinic;
    const row = await central.readReference("organization", organizationId, signal);
    return row?.type === "organization" ? row.name : "";
  };

  return {
    clinic,
    async of(person, signal) {
      if (!person) return { state: "waiting" };
      const names = await Promise.all(person.attachedOrganizationIds.map((id) => clinic(id, signal)));
      const organizations = [...new Set(names.filter(Boolean))];
      if (organizations.length > 0) return { state: "found", organizations };
      if (names.length > 0) log.write("patients.attachment-unknown");
      return { state: "unattached" };
    },
  };
}
