import type { Bundle, BundleEntry, Consent } from "fhir/r4";
import { fhirNames } from "#contract/fhir/names.ts";
import type { ConsentRecord } from "#contract/index.ts";
import type { BookAttempt, FhirSlot } from "./attempts.ts";
import { isJson, type Json } from "./json.ts";
import { token } from "./search-values.ts";

/** An entry's resource may be another vendor's, with fields that R4's types don't know. */
export type Entry = Omit<BundleEntry, "resource"> & { readonly resource: object };
export type Transaction = Omit<Bundle, "entry"> & { readonly entry: readonly Entry[] };

export const transaction = (entry: readonly Entry[]): Transaction => ({
  resourceType: "Bundle",
  type: "transaction",
  entry,
});

const identifier = (system: string, value: string) => ({ system, value });
/** The `ifNoneExist` of what is made under a booking's key. */
export const byKey = (key: string): string => `identifier=${token(fhirNames.bookingKey)}|${token(key)}`;
const reference = (type: string, id: string) => ({ reference: `${type}/${id}` });

/**
 * Puts a whole resource back as it was read, with only `changes` in it: a vendor's fields survive.
 * Fails at the central API when it has changed since `etag`.
 */
export const put = (type: string, id: string, etag: string, raw: Json, changes: Json): Entry => ({
  resource: { ...raw, ...changes },
  request: { method: "PUT", url: `${type}/${id}`, ifMatch: etag },
});

/** The transaction of docs/fhir.md: slot taken, visit made, agreement recorded; all or nothing. */
export function bookingBundle(attempt: BookAttempt, raw: Json, serviceCode: string): Transaction {
  const { slot, etag } = attempt.slot;
  return transaction([
    put("Slot", slot.id, etag, raw, { status: "busy" }),
    {
      fullUrl: `urn:uuid:${attempt.key}`,
      resource: appointment(attempt, raw, serviceCode),
      request: { method: "POST", url: "Appointment", ifNoneExist: byKey(attempt.key) },
    },
    {
      resource: consent(attempt.consent),
      request: { method: "POST", url: "Consent", ifNoneExist: byKey(attempt.consent.key) },
    },
  ]);
}

function appointment(attempt: BookAttempt, rawSlot: Json, serviceCode: string): object {
  const { service, roomLocationId } = attempt;
  const { contactPhone, channel, kiosk } = fhirNames.extension;
  const actors = [
    reference("Patient", attempt.patientId),
    reference("Practitioner", attempt.practitionerId),
    reference("PractitionerRole", attempt.roleId),
    ...(roomLocationId === null ? [] : [reference("Location", roomLocationId)]),
    reference("HealthcareService", service.id),
  ];
  return {
    resourceType: "Appointment",
    extension: [
      { url: channel, valueCode: "kiosk" },
      { url: kiosk, valueString: attempt.consent.kiosk },
      ...(attempt.phone === null ? [] : [{ url: contactPhone, valueString: attempt.phone }]),
      ...slotNote(attempt, attempt.slot),
    ],
    identifier: [
      identifier(fhirNames.bookingKey, attempt.key),
      identifier(fhirNames.ticketNumber, attempt.ticketNumber),
    ],
    status: "booked",
    serviceType: serviceType(service, serviceCode),
    // As the slot writes them, so that both keep the clinic's own offset.
    start: rawSlot.start,
    end: rawSlot.end,
    slot: [reference("Slot", attempt.slot.slot.id)],
    participant: actors.map((actor) => ({ actor, status: "accepted" })),
  };
}

/** The extension by which a visit at a time of reception's tells how its slot stood; none at any other time. */
export function slotNote(
  { asReception = false }: { readonly asReception?: boolean },
  { slot, raw }: Pick<FhirSlot, "slot" | "raw">,
): readonly object[] {
  if (!asReception || slot.status === "free") return [];
  // As it stands on the wire: a slot may be free there and reception's by its type.
  const status = isJson(raw) && raw.status === "free" ? "free" : slot.status;
  return [{ url: fhirNames.extension.slotStatusBefore, valueCode: status }];
}

/** `Appointment.serviceType`: the nomenclature's code where the service has one, and its name. */
export const serviceType = (
  service: { readonly code: string; readonly name: string },
  system: string,
): readonly object[] => [
  {
    ...(service.code === "" ? {} : { coding: [{ system, code: service.code, display: service.name }] }),
    text: service.name,
  },
];

/** The agreement or its refusal, with the hash of the very text that was shown. */
export function consent(record: ConsentRecord): Consent {
  const { consentHash, consentVariant, kiosk } = fhirNames.extension;
  return {
    resourceType: "Consent",
    language: record.language,
    extension: [
      { url: consentHash, valueString: record.textHash },
      { url: consentVariant, valueCode: record.variant },
      { url: kiosk, valueString: record.kiosk },
    ],
    identifier: [identifier(fhirNames.bookingKey, record.key)],
    status: record.accepted ? "active" : "rejected",
    scope: { coding: [{ system: fhirNames.consentScope, code: "patient-privacy" }] },
    category: [{ coding: [{ system: fhirNames.loinc, code: "59284-0" }] }],
    patient: reference("Patient", record.patientId),
    ...(record.performerId === null ? {} : { performer: [reference("Patient", record.performerId)] }),
    dateTime: new Date(record.at).toISOString(),
    organization: [reference("Organization", record.organizationId)],
    policy: [{ uri: `urn:infomat:consent:${record.textVersion}` }],
    provision: { type: record.accepted ? "permit" : "deny" },
  };
}

/** The `If-None-Exist` of a record's key. */
export const consentCondition = (record: ConsentRecord): string => byKey(record.key);
