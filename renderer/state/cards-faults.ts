import { parseBirthDate } from "#contract/patients/birth-date.ts";
import { parseName } from "#contract/patients/person.ts";
import { parsePolicy, policyFaultField } from "#contract/patients/policy.ts";
import { parseSnils } from "#contract/patients/snils.ts";
import type { Failure } from "../api/failures.ts";
import {
  type CardForm,
  type FormFault,
  type FormFaults,
  type FormField,
  type FormPage,
  type FormSpot,
  fieldsOf,
  formPages,
  knownNumbers,
  lengthOf,
} from "./cards-form.ts";

/** What is wrong on a page, by where it is told. `strict`: also that something is missing. */
export function faultsOn(form: CardForm, page: FormPage, today: string, strict: boolean): FormFaults {
  const faults: Partial<Record<FormSpot, FormFault>> = {};
  for (const field of fieldsOf(form, page)) {
    const fault = form.told[field] ?? faultIn(form, field, today);
    const missing = form.typed[field] === "" || fault?.endsWith("_INCOMPLETE");
    if (fault && (strict || !missing)) faults[field] = fault;
  }
  if (page === "birth" && strict && form.sex === null) faults.sex = "SEX_EMPTY";
  if (page === "numbers" && Object.keys(faults).length === 0) {
    const { number, series, snils } = form.typed;
    const known = knownNumbers(form);
    const kept = known.policy !== "" || known.snils !== "";
    const none = number === "" && series === "" && snils === "" && !kept;
    if (form.told.numbers || (strict && none)) faults.numbers = "CARD_NUMBERS_MISSING";
  }
  return faults;
}

/** What is wrong with a field, also where it is only not yet whole. */
export function faultIn(form: CardForm, field: FormField, today: string): FormFault | undefined {
  const { typed, kind } = form;
  switch (field) {
    case "family":
    case "given":
    case "patronymic": {
      const name = parseName(field, typed[field]);
      if (!name.ok) return name.code;
      return field === "patronymic" && name.value === "" ? "PATRONYMIC_EMPTY" : undefined;
    }
    case "birthDate": {
      const date = parseBirthDate(typed.birthDate, today);
      return date.ok ? undefined : date.code;
    }
    case "series":
    case "number": {
      if (typed.number === "" && (kind !== "old" || typed.series === "")) return undefined;
      const policy = parsePolicy({ kind, series: typed.series, number: typed.number });
      return policy.ok || policyFaultField(policy.code) !== field ? undefined : policy.code;
    }
    case "snils": {
      if (typed.snils === "") return undefined;
      const snils = parseSnils(typed.snils);
      return snils.ok ? undefined : snils.code;
    }
    case "phone":
      return typed.phone === "" || typed.phone.length === lengthOf(form, "phone")
        ? undefined
        : "PHONE_INCOMPLETE";
  }
}

/** Whether a field says something and nothing is wrong with it. */
export const isRight = (form: CardForm, field: FormField, today: string): boolean =>
  form.typed[field] !== "" && form.told[field] === undefined && faultIn(form, field, today) === undefined;

/** The first page with something wrong or missing, or null where the card can be sent. */
export const firstWrongPage = (form: CardForm, today: string): FormPage | null =>
  formPages.find((page) => Object.keys(faultsOn(form, page, today, true)).length > 0) ?? null;

/** What a refusal says of single fields; null where it is about the whole. */
export function faultsTold(failure: Failure): FormFaults | null {
  if (failure.kind !== "known") return null;
  switch (failure.code) {
    case "NAME_INVALID":
      return { [failure.data.field]: failure.data.fault };
    case "BIRTH_DATE_INVALID":
      return { birthDate: failure.data.fault };
    case "POLICY_INVALID":
      return { [policyFaultField(failure.data.fault)]: failure.data.fault };
    case "SNILS_INVALID":
      return { snils: failure.data.fault };
    case "CARD_NUMBERS_MISSING":
      return { numbers: "CARD_NUMBERS_MISSING" };
    default:
      return null;
  }
}
