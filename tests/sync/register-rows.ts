import type { ReferenceType } from "#contract/central/rows.ts";
import { centralSettingsSchema } from "#contract/fhir/settings.ts";
import { clinicDays } from "#sync/fhir/clinic-days.ts";
import { referenceReader, resourceTypes } from "#sync/fhir/reference.ts";

const settings = centralSettingsSchema.parse({ url: "http://127.0.0.1/fhir" });
const today = "2026-11-20";
export const meta = { versionId: "7", lastUpdated: "2026-11-20T10:00:00.250Z" };
export const head = { id: "x1", version: "7", lastUpdated: Date.parse(meta.lastUpdated), active: true };

/** Reads a resource of a register as the sync does, on the day of `today`. */
export const read = (type: ReferenceType, fields: object) =>
  referenceReader(
    type,
    settings,
    clinicDays("Europe/Moscow"),
    Date.parse(`${today}T10:00:00Z`),
  )({ resourceType: resourceTypes[type], id: "x1", meta, ...fields });
export const to = (type: string, id: string) => ({ reference: `${type}/${id}` });
export const coded = (system: string, code: string, display?: string) => ({
  coding: [{ system, code, ...(display === undefined ? {} : { display }) }],
});

/** The least that a sound row of each type holds. */
export const whole: { readonly [Type in ReferenceType]: object } = {
  organization: { name: "Поликлиника № 4" },
  location: { name: "214" },
  service: { name: "Приём терапевта", providedBy: to("Organization", "o1") },
  practitioner: { name: [{ family: "Ёлкина", given: ["Зоя", "Ярославовна"] }] },
  role: { practitioner: to("Practitioner", "p1"), organization: to("Organization", "o1") },
  schedule: { actor: [to("PractitionerRole", "r1")] },
};
