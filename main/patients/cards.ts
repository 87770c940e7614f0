import type { Agreed, Card, CardInput, KeptNumber } from "#contract/cards.ts";
import { type Central, CentralError } from "#contract/central.ts";
import type { CardContent, CentralCard, CentralPatient } from "#contract/people.ts";
import { policyValue } from "#contract/policy.ts";
import type { Ids } from "#contract/ports.ts";
import type { Log } from "../log/events.ts";
import type { Attachments } from "./attachments.ts";
import type { CardAgreements } from "./card-agreements.ts";
import { type CardInputFault, type Kept, readCardInput, type TypedCard } from "./card-input.ts";
import { findCardPerson, tryCardPerson } from "./card-person.ts";
import { cardView } from "./card-view.ts";
import type { SignInThrottle } from "./sign-in-throttle.ts";

/** A card for the screens, and as the centre holds it. */
export type KeptCard = { readonly card: Card; readonly held: CentralCard };
type Away = { readonly kind: "away" };
type Saved = { readonly kind: "saved" } & KeptCard;
type TooManyTries = { readonly kind: "tooManyTries"; readonly minutes: number };
export type AddResult = Saved | CardInputFault | TooManyTries | Away | { readonly kind: "exists" };
export type ChangeResult = AddResult | { readonly kind: "changed" };

/**
 * A patient's cards, which live at the centre. `keeper` is the signed-in patient, `held` a card as it was shown
 * in this session.
 */
export type Cards = {
  /** Cards that wait are looked for once more: the desk may have entered the person meanwhile. */
  list(keeper: CentralPatient): Promise<{ kind: "listed"; cards: KeptCard[] } | Away>;
  addSelf(keeper: CentralPatient, agreed: Agreed | null): Promise<Saved | Away | { readonly kind: "exists" }>;
  /** `agreed` is recorded before the card is made. */
  add(keeper: CentralPatient, input: CardInput, agreed: Agreed | null): Promise<AddResult>;
  /** `keep` names numbers that stay, whatever `input` says of them. */
  change(
    keeper: CentralPatient,
    held: CentralCard,
    input: CardInput,
    keep: readonly KeptNumber[],
  ): Promise<ChangeResult>;
  remove(held: CentralCard): Promise<{ readonly kind: "removed" | "changed" } | Away>;
  /** The card's person, with the phones that may be called about their visit; `waiting` while nobody is found. */
  personOf(
    keeper: CentralPatient,
    held: CentralCard,
  ): Promise<
    { readonly kind: "found"; readonly person: CentralPatient } | { readonly kind: "waiting" } | Away
  >;
};

export type CardParts = {
  readonly central: Central;
  readonly agreements: CardAgreements;
  readonly attachments: Attachments;
  readonly throttle: SignInThrottle;
  /** The clinic's day, `YYYY-MM-DD`. */
  readonly today: () => string;
  readonly ids: Ids;
  readonly log: Log;
};

/** How long the patient waits for an answer, ms. */
const patience = 10_000;
/** So many waiting cards are looked for again with each list. */
const mostLookedFor = 5;

type During = "list" | "self" | "add" | "change" | "remove" | "person";

export function createCards(parts: CardParts): Cards {
  const { central, agreements, attachments, throttle, today, ids, log } = parts;

  const kept = async (held: CentralCard, person: CentralPatient | null, signal: AbortSignal) => ({
    held,
    card: cardView(held, await attachments.of(person, signal)),
  });

  /** Links a card that waits, where its person can be found now. */
  async function looked(
    keeper: CentralPatient,
    held: CentralCard,
    signal: AbortSignal,
  ): Promise<CentralCard> {
    try {
      const person = await findCardPerson(held, keeper, { central, signal });
      if (!person) return held;
      return (await central.changeCard(held, { ...held, linkedPatientId: person.id }, signal)) ?? held;
    } catch (error) {
      if (!(error instanceof CentralError)) throw error;
      log.write("cards.waiting-unsearched", { fault: error.fault, status: error.status });
      return held;
    }
  }

  async function list(keeper: CentralPatient, signal: AbortSignal): Promise<KeptCard[]> {
    const held = await central.cardsOf(keeper.id, signal);
    const linked = await patientsOf(held, signal);
    const waiting = held.filter((card) => !linked.has(card.linkedPatientId ?? "")).slice(0, mostLookedFor);
    const found = await Promise.all(waiting.map((card) => looked(keeper, card, signal)));
    const now = held.map((card) => found.find(({ id }) => id === card.id) ?? card);
    const persons = found.every((card) => waiting.includes(card)) ? linked : await patientsOf(now, signal);
    const cards = await Promise.all(
      now.map((card) => kept(card, persons.get(card.linkedPatientId ?? "") ?? null, signal)),
    );
    return cards.sort((a, b) => order(a.card).localeCompare(order(b.card), "ru"));
  }

  const patientsOf = async (cards: readonly CentralCard[], signal: AbortSignal) => {
    const linkedIds = cards.flatMap(({ linkedPatientId }) => linkedPatientId ?? []);
    const patients = await central.readPatients([...new Set(linkedIds)], signal);
    return new Map(patients.map((patient) => [patient.id, patient]));
  };

  async function make(
    keeper: CentralPatient,
    content: CardContent,
    person: CentralPatient | null,
    agreed: Agreed | null,
    signal: AbortSignal,
  ): Promise<Saved> {
    if (agreed) await agreements.record(agreed, keeper, person, signal);
    const held = await central.createCard({ key: ids.key(), keeperId: keeper.id, content }, signal);
    log.write("cards.added", { relation: content.relation, linked: person !== null });
    return { kind: "saved", ...(await kept(held, person, signal)) };
  }

  async function add(
    keeper: CentralPatient,
    typed: TypedCard,
    agreed: Agreed | null,
    signal: AbortSignal,
  ): Promise<AddResult> {
    const others = await central.cardsOf(keeper.id, signal);
    if (others.some((card) => isAbout(card, typed))) return { kind: "exists" };
    const sought = await tryCardPerson(typed, keeper, { central, throttle, signal });
    if (sought.kind === "tooManyTries") return sought;
    const person = sought.kind === "found" ? sought.person : null;
    if (person && others.some(({ linkedPatientId }) => linkedPatientId === person.id))
      return { kind: "exists" };
    return make(keeper, { ...typed, linkedPatientId: person?.id ?? null }, person, agreed, signal);
  }

  async function change(
    keeper: CentralPatient,
    held: CentralCard,
    typed: TypedCard,
    signal: AbortSignal,
  ): Promise<ChangeResult> {
    const others = (await central.cardsOf(keeper.id, signal)).filter(({ id }) => id !== held.id);
    if (others.some((card) => isAbout(card, typed))) return { kind: "exists" };
    const sought = isSamePerson(held, typed)
      ? await stillLinked(keeper, held, signal)
      : await tryCardPerson(typed, keeper, { central, throttle, signal });
    if (sought.kind === "tooManyTries") return sought;
    const person = sought.kind === "found" ? sought.person : null;
    if (person && others.some(({ linkedPatientId }) => linkedPatientId === person.id))
      return { kind: "exists" };
    const now = await central.changeCard(held, { ...typed, linkedPatientId: person?.id ?? null }, signal);
    return now ? { kind: "saved", ...(await kept(now, person, signal)) } : { kind: "changed" };
  }

  /** Nothing that finds a person was changed: the desk may have linked what the kiosk could not. */
  async function stillLinked(keeper: CentralPatient, held: CentralCard, signal: AbortSignal) {
    const [linked] = held.linkedPatientId ? await central.readPatients([held.linkedPatientId], signal) : [];
    const person = linked ?? (await findCardPerson(held, keeper, { central, signal }));
    return person ? ({ kind: "found", person } as const) : ({ kind: "waiting" } as const);
  }

  const orAway = async <T>(during: During, work: (signal: AbortSignal) => Promise<T>): Promise<T | Away> => {
    try {
      return await work(AbortSignal.timeout(patience));
    } catch (error) {
      if (!(error instanceof CentralError)) throw error;
      log.write("cards.unanswered", { during, fault: error.fault, status: error.status });
      return { kind: "away" };
    }
  };

  return {
    list: (keeper) =>
      orAway("list", async (signal) => ({ kind: "listed", cards: await list(keeper, signal) })),
    addSelf: (keeper, agreed) =>
      orAway("self", async (signal) => {
        const content = ownCard(keeper);
        const others = await central.cardsOf(keeper.id, signal);
        if (others.some((card) => card.linkedPatientId === keeper.id || isAbout(card, content)))
          return { kind: "exists" };
        return make(keeper, content, keeper, agreed, signal);
      }),
    async add(keeper, input, agreed) {
      const typed = readCardInput(input, {}, today());
      if (!typed.ok) return typed.fault;
      return orAway("add", (signal) => add(keeper, typed.value, agreed, signal));
    },
    async change(keeper, held, input, keep) {
      const typed = readCardInput(input, keptOf(held, keep), today());
      if (!typed.ok) return typed.fault;
      return orAway("change", (signal) => change(keeper, held, typed.value, signal));
    },
    remove: (held) =>
      orAway("remove", async (signal) => {
        const removed = await central.removeCard(held, signal);
        if (removed) log.write("cards.removed", { relation: held.relation });
        return { kind: removed ? "removed" : "changed" };
      }),
    personOf: (keeper, held) =>
      orAway("person", async (signal) => {
        const [person] = held.linkedPatientId
          ? await central.readPatients([held.linkedPatientId], signal)
          : [];
        if (!person) return { kind: "waiting" };
        const phones = [...(held.phone === null ? [] : [held.phone]), ...person.phones, ...keeper.phones];
        return { kind: "found", person: { ...person, phones: [...new Set(phones)] } };
      }),
  };
}

const ownCard = (keeper: CentralPatient): CardContent => ({
  relation: "self",
  family: keeper.family,
  given: keeper.given,
  patronymic: keeper.patronymic,
  sex: keeper.sex,
  birthDate: keeper.birthDate,
  policy: keeper.policies.find(({ kind }) => kind === "unified") ?? keeper.policies[0] ?? null,
  snils: keeper.snils,
  phone: keeper.phones[0] ?? null,
  linkedPatientId: keeper.id,
});

const keptOf = (held: CentralCard, keep: readonly KeptNumber[]): Kept =>
  Object.fromEntries(keep.map((number) => [number, held[number]]));

const textOf = ({ policy }: Pick<CardContent, "policy">): string =>
  policy ? `${policy.kind} ${policyValue(policy)}` : "";

/** Whether a card holds one of these numbers. */
const isAbout = (card: CentralCard, { policy, snils }: Pick<CardContent, "policy" | "snils">): boolean =>
  (policy !== null && textOf(card) === textOf({ policy })) || (snils !== null && card.snils === snils);

/** Whether what a person is found by is as it was. */
const isSamePerson = (held: CentralCard, typed: TypedCard): boolean =>
  textOf(held) === textOf(typed) &&
  (["relation", "family", "given", "patronymic", "birthDate", "snils"] as const).every(
    (field) => held[field] === typed[field],
  );

/** Oneself first, then by relation and name. */
const order = ({ relation, family, given }: Card): string =>
  `${["self", "child", "other"].indexOf(relation)} ${given} ${family}`;
