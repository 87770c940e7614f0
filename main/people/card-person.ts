import type { Central } from "#contract/central.ts";
import type { CentralPatient } from "#contract/people.ts";
import { isSameName } from "#contract/person.ts";
import type { Tried, Tries } from "../session/tries.ts";
import type { TypedCard } from "./card-input.ts";

export type CardPerson =
  | { readonly kind: "found"; readonly person: CentralPatient }
  /** Nobody fits for certain. Why not is not told: that would be an answer to a guess. */
  | { readonly kind: "waiting" }
  | { readonly kind: "tooManyTries"; readonly minutes: number };

type Parts = { readonly central: Pick<Central, "findPatients">; readonly signal: AbortSignal };

/**
 * Looks for the person of a card: each of its numbers, with the birth date, must lead to the same patient or to
 * nobody, and the name must be theirs.
 * @throws {CentralError}
 */
export async function findCardPerson(
  card: TypedCard,
  keeper: CentralPatient,
  { central, signal }: Parts,
): Promise<CentralPatient | null> {
  const { policy, snils, birthDate } = card;
  if (birthDate === null) return null;
  const found = await Promise.all([
    ...(policy ? [central.findPatients({ policy, birthDate }, signal)] : []),
    ...(snils === null ? [] : [central.findPatients({ snils, birthDate }, signal)]),
  ]);
  const [person, another] = [...new Map(found.flat().map((one) => [one.id, one])).values()];
  if (!person || another) return null;
  const contradicts = snils !== null && person.snils !== null && person.snils !== snils;
  const isSomebodyElse = card.relation === "self" && person.id !== keeper.id;
  return contradicts || isSomebodyElse || !isNamed(person, card) ? null : person;
}

/** As {@link findCardPerson}, with failures counted as those of signing in are: a card, too, can be a guess. */
export async function tryCardPerson(
  card: TypedCard,
  keeper: CentralPatient,
  parts: Parts & { readonly tries: Tries },
): Promise<CardPerson> {
  const tried: Tried[] = [
    ...(card.policy ? [card.policy] : []),
    ...(card.snils === null ? [] : [{ kind: "snils", number: card.snils } as const]),
  ];
  const waits = tried.map((one) => parts.tries.blockedFor(one)).filter((one) => one !== null);
  if (waits.length > 0) return { kind: "tooManyTries", minutes: Math.max(...waits) };
  const person = await findCardPerson(card, keeper, parts);
  for (const one of tried) {
    if (person) parts.tries.succeeded(one);
    else parts.tries.failed(one);
  }
  return person ? { kind: "found", person } : { kind: "waiting" };
}

/** The register may lack a patronymic; what it has must fit. */
const isNamed = (person: CentralPatient, card: TypedCard): boolean =>
  isSameName(person.family, card.family) &&
  isSameName(person.given, card.given) &&
  (person.patronymic === "" || isSameName(person.patronymic, card.patronymic));
