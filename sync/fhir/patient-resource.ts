import type { CentralSettings } from "#contract/fhir/settings.ts";
import {
  type CentralPatient,
  isCalendarDate,
  type PersonName,
  type Reading,
  type Sex,
} from "#contract/index.ts";
import { isId, isJson, type Json, referencedId } from "./json.ts";
import { personNames } from "./names.ts";
import { type Identifier, identifiersOf, policiesOf, snilsOf } from "./person-identifiers.ts";
import { phonesOf } from "./phones.ts";
import { listOf, textOf } from "./values.ts";

type Systems = CentralSettings["systems"];

export type Patient = {
  readonly id: string;
  /** Alive, with a name, and neither closed nor merged into another one. */
  readonly current: boolean;
  /** As the register has it: a year alone, or nothing, where it doesn't know the day. */
  readonly birthDate: string;
  readonly identifiers: readonly Identifier[];
  /** Those in use, the best first. */
  readonly names: readonly PersonName[];
  readonly raw: Json;
};

/** Reads a Patient; what isn't needed may be missing or malformed. @param today `YYYY-MM-DD` */
export function readPatient(raw: Json, today: string): Reading<Patient> {
  const { id, active } = raw;
  if (!isId(id)) return { kind: "malformed", detail: "id" };
  if (listOf(raw.modifierExtension).length > 0) return { kind: "modified" };
  const isMerged = listOf(raw.link).some(({ type }) => type === "replaced-by");
  const isClosed = active !== undefined && active !== null && active !== true;
  const names = personNames(raw.name, today);
  return {
    row: {
      id,
      current: !isClosed && !isMerged && !isDeceased(raw) && names.length > 0,
      birthDate: dayIn(textOf(raw.birthDate)),
      identifiers: identifiersOf(raw.identifier, today),
      names,
      raw,
    },
  };
}

/** Some exports write a day as its midnight. */
const dayIn = (date: string): string => date.replace(/^(\d{4}-\d{2}-\d{2})T00:00.*$/, "$1");

/** Patient.deceased[x]: whatever stands as its date, the person is said to be dead. */
const isDeceased = ({ deceasedBoolean, deceasedDateTime }: Json): boolean =>
  deceasedBoolean === true || deceasedBoolean === "true" || textOf(deceasedDateTime) !== "";

export function toCentralPatient(patient: Patient, systems: Systems, today: string): CentralPatient {
  const { raw, identifiers, birthDate } = patient;
  const attached = [...listOf(raw.managingOrganization), ...listOf(raw.generalPractitioner)].flatMap(
    ({ reference }) => referencedId(reference, "Organization") ?? [],
  );
  return {
    id: patient.id,
    ...(patient.names[0] ?? { family: "", given: "", patronymic: "" }),
    birthDate: isCalendarDate(birthDate) ? birthDate : null,
    sex: sexOf(raw.gender),
    phones: phonesOf(raw.telecom, today),
    policies: policiesOf(identifiers, systems),
    snils: snilsOf(identifiers, systems),
    attachedOrganizationIds: [...new Set(attached)],
  };
}

export const sexOf = (gender: unknown): Sex | null =>
  gender === "male" || gender === "female" ? gender : null;

/** The version that a resource carries, or null. */
export const versionOf = ({ meta }: Json): string | null =>
  isJson(meta) && typeof meta.versionId === "string" && meta.versionId !== "" ? meta.versionId : null;
