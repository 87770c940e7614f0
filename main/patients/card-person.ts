import type { CentralPatients } from "#contract/central/central.ts";
import type { CentralPatient } from "#contract/central/people.ts";
import { isSameName } from "#contract/patients/person.ts";
import type { TypedCard } from "./card-input.ts";
import type { SignInThrottle, ThrottleKey } from "./sign-in-throttle.ts";

export type CardPerson =
  | { readonly kind: "found"; readonly person: CentralPatient }
  /** Nobody fits for certain. Why not is not told: that would be an answer to a guess. */
  | { readonly kind: "waiting" }
  | { readonly kind: "tooManyTries"; readonly minutes: number };

type CardPersonDeps = { readonly central: CentralPatients; readonly signal: AbortSignal };

/**
 * Looks for the person of a card: its numbers must lead to one patient, and the name must be theirs.
 * @throws {CentralError}
 */
export async function findCardPerson(
  card: TypedCard,
  owner: CentralPatient,
  deps: CardPersonDeps,
): Promise<CentralPatient | null> {
  const person = await findByNumbers(card, deps);
  if (!person) return null;
  const isSomebodyElse = card.relation === "self" && person.id !== owner.id;
  return isSomebodyElse || !isNamed(person, card) ? null : person;
}

/**
 * Looks a person up by numbers: each of them, with the birth date, must lead to the same patient or to nobody.
 * @throws {CentralError}
 */
export async function findByNumbers(
  { policy, snils, birthDate }: Pick<TypedCard, "policy" | "snils" | "birthDate">,
  { central, signal }: CardPersonDeps,
): Promise<CentralPatient | null> {
  if (birthDate === null) return null;
  const found = await Promise.all([
    ...(policy ? [central.findPatients({ policy, birthDate }, signal)] : []),
    ...(snils === null ? [] : [central.findPatients({ snils, birthDate }, signal)]),
  ]);
  const [person, another] = [...new Map(found.flat().map((one) => [one.id, one])).values()];
  if (!person || another) return null;
  const contradicts = snils !== null && person.snils !== null && person.snils !== snils;
  return contradicts ? null : person;
}

/** As {@link findCardPerson}, with attempts counted as those of signing in are: a card, too, can be a guess. */
export async function tryCardPerson(
  card: TypedCard,
  owner: CentralPatient,
  parts: CardPersonDeps & { readonly throttle: SignInThrottle },
): Promise<CardPerson> {
  const keys: ThrottleKey[] = [
    ...(card.policy ? [card.policy] : []),
    ...(card.snils === null ? [] : [{ kind: "snils", number: card.snils } as const]),
  ];
  const admission = parts.throttle.admit(keys);
  if (admission.kind === "tooManyTries") return admission;
  const { attempt } = admission;
  try {
    const person = await findCardPerson(card, owner, parts);
    if (person) attempt.succeeded();
    else attempt.counted();
    return person ? { kind: "found", person } : { kind: "waiting" };
  } catch (error) {
    attempt.withdrawn();
    throw error;
  }
}

/** The register may lack a patronymic; what it has must fit. */
const isNamed = (person: CentralPatient, card: TypedCard): boolean =>
  isSameName(person.family, card.family) &&
  isSameName(person.given, card.given) &&
  (person.patronymic === "" || isSameName(person.patronymic, card.patronymic));
