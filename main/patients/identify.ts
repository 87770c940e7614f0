import type { CentralPatients } from "#contract/central/central.ts";
import type { CentralPatient } from "#contract/central/people.ts";
import { type BirthDateFault, parseBirthDate } from "#contract/patients/birth-date.ts";
import {
  type NameFault,
  type NameField,
  type NameInput,
  nameFields,
  type PersonInput,
  type PersonName,
  parseName,
} from "#contract/patients/person.ts";
import type { Log } from "../log/events.ts";
import { type LookUpResult, lookUp } from "./look-up.ts";
import type { SignInThrottle } from "./sign-in-throttle.ts";

type Person = PersonName & { readonly birthDate: string };
type WrongName = { readonly kind: "nameInvalid"; readonly field: NameField; readonly fault: NameFault };
export type PersonFault = WrongName | { readonly kind: "birthDateInvalid"; readonly fault: BirthDateFault };
export type IdentifyResult = Exclude<LookUpResult, { kind: "ambiguous" | "nameNeeded" }> | PersonFault;

/** A name as typed, or the first thing that is wrong with it. */
export function readName(
  input: NameInput,
): { readonly ok: true; readonly value: PersonName } | { readonly ok: false; readonly fault: WrongName } {
  const names = { family: "", given: "", patronymic: "" };
  for (const field of nameFields) {
    const name = parseName(field, input[field]);
    if (!name.ok) return { ok: false, fault: { kind: "nameInvalid", field, fault: name.code } };
    names[field] = name.value;
  }
  return { ok: true, value: names };
}

/** A person as typed, or what is wrong with it. @param today `YYYY-MM-DD` */
export function readPerson(
  input: PersonInput,
  today: string,
): { readonly ok: true; readonly value: Person } | { readonly ok: false; readonly fault: PersonFault } {
  const name = readName(input);
  if (!name.ok) return name;
  const birthDate = parseBirthDate(input.birthDate, today);
  if (!birthDate.ok) return { ok: false, fault: { kind: "birthDateInvalid", fault: birthDate.code } };
  return { ok: true, value: { ...name.value, birthDate: birthDate.value } };
}

/**
 * Looks a person up by full name and birth date: exactly one must fit. Who is found so has proved nothing: their phones and numbers are
 * left at the central API.
 */
export async function identify(
  input: PersonInput,
  parts: { central: CentralPatients; throttle: SignInThrottle; today: string; log: Log; signal: AbortSignal },
): Promise<IdentifyResult> {
  const person = readPerson(input, parts.today);
  if (!person.ok) return person.fault;
  const { value } = person;
  const result = await lookUp(
    [{ kind: "person", ...value }],
    () => parts.central.findPersons(value, parts.signal),
    { ...parts, proves: false },
  );
  // One answer for both: that several have this name would tell that they are in the register.
  if (result.kind === "ambiguous" || result.kind === "nameNeeded") return { kind: "notFound" };
  return result.kind === "found" ? { kind: "found", patient: byName(result.patient) } : result;
}

const byName = (patient: CentralPatient): CentralPatient => ({
  ...patient,
  phones: [],
  policies: [],
  snils: null,
});
