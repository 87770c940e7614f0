import type { ResourceType } from "./resources.ts";

/** A search parameter: where its values stand in a resource (dotted, arrays are walked) and how they compare. */
export type SearchParam =
  | { readonly kind: "token"; readonly path: string }
  | { readonly kind: "reference"; readonly path: string; readonly targets: readonly ResourceType[] }
  | { readonly kind: "date"; readonly path: string }
  | { readonly kind: "string"; readonly path: string };

const token = (path: string): SearchParam => ({ kind: "token", path });
const string = (path: string): SearchParam => ({ kind: "string", path });
const date = (path: string): SearchParam => ({ kind: "date", path });
const reference = (path: string, ...targets: ResourceType[]): SearchParam => ({
  kind: "reference",
  path,
  targets,
});

/** The parameters of each type beyond those of every type (`_id`, `_lastUpdated`). */
export const searchParams: Readonly<Record<ResourceType, Readonly<Record<string, SearchParam>>>> = {
  Organization: {
    identifier: token("identifier"),
    active: token("active"),
    type: token("type"),
    partof: reference("partOf", "Organization"),
  },
  Location: {
    identifier: token("identifier"),
    status: token("status"),
    organization: reference("managingOrganization", "Organization"),
    partof: reference("partOf", "Location"),
  },
  HealthcareService: {
    identifier: token("identifier"),
    active: token("active"),
    "service-type": token("type"),
    characteristic: token("characteristic"),
    organization: reference("providedBy", "Organization"),
  },
  Practitioner: { identifier: token("identifier"), active: token("active") },
  PractitionerRole: {
    identifier: token("identifier"),
    active: token("active"),
    practitioner: reference("practitioner", "Practitioner"),
    organization: reference("organization", "Organization"),
    location: reference("location", "Location"),
    service: reference("healthcareService", "HealthcareService"),
  },
  Schedule: {
    identifier: token("identifier"),
    active: token("active"),
    actor: reference("actor", "PractitionerRole", "Practitioner", "Location", "HealthcareService", "Patient"),
  },
  Slot: {
    identifier: token("identifier"),
    status: token("status"),
    start: date("start"),
    schedule: reference("schedule", "Schedule"),
  },
  Patient: {
    identifier: token("identifier"),
    active: token("active"),
    birthdate: date("birthDate"),
    gender: token("gender"),
    family: string("name.family"),
    given: string("name.given"),
    organization: reference("managingOrganization", "Organization"),
  },
  RelatedPerson: {
    identifier: token("identifier"),
    active: token("active"),
    relationship: token("relationship"),
    birthdate: date("birthDate"),
    patient: reference("patient", "Patient"),
  },
  Communication: {
    identifier: token("identifier"),
    status: token("status"),
    sent: date("sent"),
    subject: reference("subject", "Patient"),
    patient: reference("subject", "Patient"),
    recipient: reference("recipient", "Patient", "RelatedPerson", "Practitioner", "Organization"),
    sender: reference("sender", "Organization", "Practitioner", "PractitionerRole"),
  },
  Appointment: {
    identifier: token("identifier"),
    status: token("status"),
    date: date("start"),
    slot: reference("slot", "Slot"),
    actor: reference(
      "participant.actor",
      "Patient",
      "Practitioner",
      "PractitionerRole",
      "Location",
      "HealthcareService",
    ),
    patient: reference("participant.actor", "Patient"),
    practitioner: reference("participant.actor", "Practitioner"),
    location: reference("participant.actor", "Location"),
  },
  Consent: {
    identifier: token("identifier"),
    status: token("status"),
    date: date("dateTime"),
    patient: reference("patient", "Patient"),
    organization: reference("organization", "Organization"),
  },
};
