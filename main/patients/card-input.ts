import type { CardContent } from "#contract/central/people.ts";
import type { CardInput } from "#contract/patients/cards.ts";
import { type PolicyFault, parsePolicy } from "#contract/patients/policy.ts";
import { parseSnils, type SnilsFault } from "#contract/patients/snils.ts";
import { type PersonFault, readPerson } from "./identify.ts";

export type CardInputFault =
  | PersonFault
  | { readonly kind: "policyInvalid"; readonly fault: PolicyFault }
  | { readonly kind: "snilsInvalid"; readonly fault: SnilsFault }
  | { readonly kind: "numbersMissing" };

export type TypedCard = Omit<CardContent, "linkedPatientId">;

/** Numbers of a card that stay as they are, whatever was typed: a screen knows them only masked. */
export type Kept = Partial<Pick<CardContent, "policy" | "snils" | "phone">>;

/** A card as typed, or the first thing that is wrong with it. @param today `YYYY-MM-DD` */
export function readCardInput(
  input: CardInput,
  kept: Kept,
  today: string,
): { readonly ok: true; readonly value: TypedCard } | { readonly ok: false; readonly fault: CardInputFault } {
  const person = readPerson(input, today);
  if (!person.ok) return person;
  const policy = input.policy === null ? null : parsePolicy(input.policy);
  const snils = input.snils.trim() === "" ? null : parseSnils(input.snils);
  const numbers = {
    policy: policy?.ok ? policy.value : null,
    snils: snils?.ok ? snils.value : null,
    phone: input.phone === "" ? null : `+7${input.phone}`,
    ...kept,
  };
  if (policy?.ok === false && kept.policy === undefined)
    return { ok: false, fault: { kind: "policyInvalid", fault: policy.code } };
  if (snils?.ok === false && kept.snils === undefined)
    return { ok: false, fault: { kind: "snilsInvalid", fault: snils.code } };
  if (numbers.policy === null && numbers.snils === null)
    return { ok: false, fault: { kind: "numbersMissing" } };
  return { ok: true, value: { ...person.value, relation: input.relation, sex: input.sex, ...numbers } };
}
