import type { CentralSettings } from "#contract/fhir/settings.ts";
import type { Reading, ReferenceRow, ReferenceType } from "#contract/index.ts";
import type { ClinicDays } from "./clinic-days.ts";
import type { Json } from "./json.ts";
import { readReferenceRow } from "./reference-rows.ts";

/** The FHIR resource behind each kind of stored row. */
export const resourceTypes = {
  organization: "Organization",
  location: "Location",
  service: "HealthcareService",
  practitioner: "Practitioner",
  role: "PractitionerRole",
  schedule: "Schedule",
} as const satisfies Record<ReferenceType, string>;

/**
 * Makes the reader for a kind of row: FHIR resource in, row or the reason of its rejection out.
 * @param now the central API's clock, ms, by which names and addresses are in use or not
 */
export function referenceReader(
  type: ReferenceType,
  settings: CentralSettings,
  days: ClinicDays,
  now: number,
): (resource: Json) => Reading<ReferenceRow> {
  const { day: today } = days(now);
  return (resource) => readReferenceRow(type, resource, { settings, today, days });
}
