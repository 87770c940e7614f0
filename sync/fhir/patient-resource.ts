import { z } from "zod";
import {
  type CentralPatient,
  type CentralSettings,
  isCalendarDate,
  type PersonName,
  type Policy,
  type Sex,
} from "#contract/index.ts";
import { referencedId } from "./json.ts";

type Systems = CentralSettings["systems"];

const text = z.string().default("");
export const identifiersSchema = z.array(z.object({ system: text, value: text })).default([]);
export const namesSchema = z
  .array(z.object({ use: text, family: text, given: z.array(z.string()).default([]) }))
  .default([]);
export const telecomSchema = z.array(z.object({ system: text, value: text, use: text })).default([]);
const reference = z.object({ reference: text });

export const patientSchema = z.object({
  id: z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/),
  active: z.boolean().default(true),
  birthDate: text,
  gender: text,
  identifier: identifiersSchema,
  name: namesSchema,
  telecom: telecomSchema,
  managingOrganization: reference.optional(),
  generalPractitioner: z.array(reference).default([]),
  link: z.array(z.object({ type: text })).default([]),
});
export type Patient = z.infer<typeof patientSchema>;

/** Neither closed nor merged into another one. */
export const isCurrent = (patient: Patient): boolean =>
  patient.active && !patient.link.some(({ type }) => type === "replaced-by");

export function toCentralPatient(patient: Patient, systems: Systems): CentralPatient {
  const attached = [patient.managingOrganization, ...patient.generalPractitioner].flatMap(
    (one) => referencedId(one?.reference, "Organization") ?? [],
  );
  return {
    id: patient.id,
    ...(personNames(patient.name)[0] ?? { family: "", given: "", patronymic: "" }),
    birthDate: isCalendarDate(patient.birthDate) ? patient.birthDate : null,
    sex: sexOf(patient.gender),
    phones: phonesOf(patient.telecom),
    policies: policiesOf(patient.identifier, systems),
    snils: snilsOf(patient.identifier, systems),
    attachedOrganizationIds: [...new Set(attached)],
  };
}

/** HumanName.use (R4) of a name that its owner still has. */
export const isNameInUse = (use: unknown): boolean => use !== "old" && use !== "maiden";

/** Names that are in use, the official one first. */
export function personNames(names: Patient["name"]): PersonName[] {
  const inUse = names.filter(({ use }) => isNameInUse(use));
  return [
    ...inUse.filter(({ use }) => use === "official"),
    ...inUse.filter(({ use }) => use !== "official"),
  ].map(({ family, given }) => ({ family, given: given[0] ?? "", patronymic: given[1] ?? "" }));
}

export const sexOf = (gender: string): Sex | null =>
  gender === "male" || gender === "female" ? gender : null;

/** Phones in use, each once, E.164. */
export const phonesOf = (telecom: Patient["telecom"]): string[] => [
  ...new Set(
    telecom
      .filter(({ system, use }) => system === "phone" && use !== "old")
      .flatMap(({ value }) => e164(value) ?? []),
  ),
];

/** A phone as clinics write it (`8 (910) 555-12-34`, `+7 910…`, ten digits) as E.164, or null. */
export function e164(written: string): string | null {
  const digits = written.replace(/\D/g, "");
  if (digits.length === 10) return `+7${digits}`;
  if (digits.length === 11 && /^[78]/.test(digits)) return `+7${digits.slice(1)}`;
  return written.trim().startsWith("+") && /^\d{8,15}$/.test(digits) ? `+${digits}` : null;
}

export function policiesOf(identifiers: Patient["identifier"], systems: Systems): Policy[] {
  return identifiers.flatMap(({ system, value }): Policy[] => {
    if (value === "") return [];
    if (system === systems.unified) return [{ kind: "unified", number: value }];
    if (system === systems.temporary) return [{ kind: "temporary", number: value }];
    const [, series, number] = /^([^:]*):(.+)$/.exec(value) ?? [];
    if (system !== systems.old || series === undefined || number === undefined) return [];
    return [{ kind: "old", series, number }];
  });
}

/** Eleven digits, or null. */
export function snilsOf(identifiers: Patient["identifier"], systems: Systems): string | null {
  const written = identifiers.find(({ system }) => system === systems.snils)?.value ?? "";
  const digits = written.replace(/\D/g, "");
  return digits.length === 11 ? digits : null;
}
