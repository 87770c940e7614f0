import { type BirthDateFault, parseBirthDate } from "#contract/patients/birth-date.ts";
import {
  longestName,
  type NameFault,
  type NameField,
  nameFields,
  type PersonInput,
  parseName,
} from "#contract/patients/person.ts";

export const personFields = [...nameFields, "birthDate"] as const;
export type PersonField = NameField | "birthDate";

/** What has been typed of a person, and the field that the keys write into. */
export type PersonForm = PersonInput & { readonly field: PersonField };

export const emptyPerson: PersonForm = {
  field: "family",
  family: "",
  given: "",
  patronymic: "",
  birthDate: "",
};

const birthDateLength = 8;
/** Letters, and the signs that stand between the parts of a name. */
const inName = /^[\p{L}\p{M}'’. -]$/u;
const joint = /[\s\-'’.]$/u;

/** Adds a character where it has a place: digits in the date, letters in a name, which gets its capitals by itself. */
export function type(form: PersonForm, character: string): PersonForm {
  const { field } = form;
  if (field === "birthDate") {
    if (!/^\d$/.test(character) || form.birthDate.length >= birthDateLength) return form;
    return { ...form, birthDate: form.birthDate + character };
  }
  const value = form[field];
  if (!inName.test(character) || [...value].length >= longestName) return form;
  const begins = value === "" || joint.test(value);
  if (begins && joint.test(character)) return form;
  const letter = begins ? character.toLocaleUpperCase("ru") : character.toLocaleLowerCase("ru");
  return { ...form, [field]: value + letter };
}

/** Takes the last character back; from an empty field the caret goes to the one before it. */
export function erase(form: PersonForm): PersonForm {
  const { field } = form;
  if (form[field] !== "") return { ...form, [field]: form[field].slice(0, -1) };
  return { ...form, field: personFields[personFields.indexOf(field) - 1] ?? field };
}

export const clearField = (form: PersonForm): PersonForm => ({ ...form, [form.field]: "" });

export type PersonFaults = Readonly<Record<NameField, NameFault | null>> & {
  readonly birthDate: BirthDateFault | null;
};

/** What is wrong, by field. `today` is the clinic's own date. */
export function faultsOf(form: PersonForm, today: string): PersonFaults {
  const name = (field: NameField): NameFault | null => {
    const parsed = parseName(field, form[field]);
    return parsed.ok ? null : parsed.code;
  };
  const birthDate = parseBirthDate(form.birthDate, today);
  return {
    family: name("family"),
    given: name("given"),
    patronymic: name("patronymic"),
    birthDate: birthDate.ok ? null : birthDate.code,
  };
}

/**
 * Where «Дальше» leads: to the first empty field behind the present one, else to the first with a fault; null
 * where all is filled in, and the person can be looked for.
 * @param fields those that are asked for, in their order
 */
export function nextField(
  form: PersonForm,
  today: string,
  fields: readonly PersonField[] = personFields,
): PersonField | null {
  const faults = faultsOf(form, today);
  if (faults[form.field] !== null) return form.field;
  const behind = fields.slice(fields.indexOf(form.field) + 1);
  return behind.find((field) => form[field] === "") ?? fields.find((field) => faults[field] !== null) ?? null;
}

/** Whether this character was the last digit of a birth date that can be right: the touch on «Дальше» is spared. */
export const endsTyping = (before: PersonForm, after: PersonForm, today: string): boolean =>
  after.field === "birthDate" &&
  after.birthDate.length === birthDateLength &&
  before.birthDate.length < birthDateLength &&
  faultsOf(after, today).birthDate === null;

export const inputOf = ({ family, given, patronymic, birthDate }: PersonForm): PersonInput => ({
  family,
  given,
  patronymic,
  birthDate,
});
