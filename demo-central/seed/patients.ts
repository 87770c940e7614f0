import { fhirNames } from "#contract/fhir/names.ts";
import { type PolicyKind, policyValue } from "#contract/index.ts";
import type { PatientSeed } from "./assets.ts";
import type { Post } from "./clinics.ts";
import type { Random } from "./random.ts";
import type { TakenSlot } from "./schedules.ts";
import type { SeedWriter } from "./writer.ts";

const systems: Readonly<Record<PolicyKind, string>> = {
  unified: fhirNames.policyUnified,
  old: fhirNames.policyOld,
  temporary: fhirNames.policyTemporary,
};

export const policyIdentifier = ({ kind, series, number }: PatientSeed) => ({
  system: systems[kind],
  value: policyValue(kind === "old" ? { kind, series, number } : { kind, number }),
});

/** Writes a patient who is attached to these clinics, to the first for good. */
export function writePatient(
  writer: SeedWriter,
  id: string,
  patient: PatientSeed,
  clinicIds: readonly string[],
): void {
  const { family, given, patronymic, sex, birthDate, phones, snils, document } = patient;
  const [attached, ...others] = clinicIds.map((clinicId) => ({ reference: `Organization/${clinicId}` }));
  writer.add({
    resourceType: "Patient",
    id,
    active: true,
    identifier: [
      policyIdentifier(patient),
      { system: fhirNames.snils, value: snils },
      { system: fhirNames[document.kind], value: document.number },
    ],
    name: [{ use: "official", text: `${family} ${given} ${patronymic}`, family, given: [given, patronymic] }],
    telecom: phones.map((value) => ({ system: "phone", value, use: "mobile" })),
    gender: sex,
    birthDate,
    ...(attached ? { managingOrganization: attached } : {}),
    ...(others.length > 0 ? { generalPractitioner: others } : {}),
  });
}

/** One taken slot in so many has its visit written; the others were given out by systems that tell none. */
const visitEvery = 25;

/** Writes visits of invented patients into some of a doctor's taken slots that are still to come. */
export function writeVisits(
  writer: SeedWriter,
  post: Post,
  taken: readonly TakenSlot[],
  patientIds: readonly string[],
  random: Random,
): void {
  const [service] = post.services;
  if (!service || patientIds.length === 0) return;
  for (const slot of taken) {
    if (slot.ahead < 1 || random.int(1, visitEvery) > 1) continue;
    const actors = [
      `Patient/${random.pick(patientIds)}`,
      `Practitioner/${post.id}`,
      `PractitionerRole/${post.id}r`,
      `Location/${post.roomId}`,
      `HealthcareService/${service.id}`,
    ];
    writer.add({
      resourceType: "Appointment",
      id: `${slot.slotId}v`,
      status: "booked",
      identifier: [{ system: fhirNames.ticketNumber, value: String(random.int(1_000_000, 9_999_999)) }],
      serviceType: [
        { coding: [{ system: fhirNames.serviceCode, code: service.seed.code, display: service.seed.name }] },
      ],
      start: slot.start,
      end: slot.end,
      slot: [{ reference: `Slot/${slot.slotId}` }],
      participant: actors.map((reference) => ({ actor: { reference }, status: "accepted" })),
    });
  }
}
