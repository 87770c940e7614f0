import type { CardContent, CentralCard, CentralPatient } from "#contract/central/people.ts";
import type { CardRelation } from "#contract/patients/cards.ts";
import { policyValue } from "#contract/patients/policy.ts";
import type { TypedCard } from "./card-input.ts";

/** A card that is filled from the register; of the numbers that it lacks, those that Госуслуги told. */
export const registeredContent = (
  relation: CardRelation,
  person: CentralPatient,
  told: Pick<CardContent, "policy" | "snils"> | null,
): CardContent => ({
  relation,
  family: person.family,
  given: person.given,
  patronymic: person.patronymic,
  sex: person.sex,
  birthDate: person.birthDate,
  policy:
    person.policies.find(({ kind }) => kind === "unified") ?? person.policies[0] ?? told?.policy ?? null,
  snils: person.snils ?? told?.snils ?? null,
  phone: person.phones[0] ?? null,
  linkedPatientId: person.id,
});

const textOf = ({ policy }: Pick<CardContent, "policy">): string =>
  policy ? `${policy.kind} ${policyValue(policy)}` : "";

/** Whether a card holds one of these numbers. */
export const isAbout = (
  card: CentralCard,
  { policy, snils }: Pick<CardContent, "policy" | "snils">,
): boolean =>
  (policy !== null && textOf(card) === textOf({ policy })) || (snils !== null && card.snils === snils);

/** Whether what a person is found by is as it was. */
export const isSamePerson = (stored: CentralCard, typed: TypedCard): boolean =>
  textOf(stored) === textOf(typed) &&
  (["relation", "family", "given", "patronymic", "birthDate", "snils"] as const).every(
    (field) => stored[field] === typed[field],
  );
