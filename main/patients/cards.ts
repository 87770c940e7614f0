import type { Ids } from "#contract/base/ports.ts";
import { type CentralCards, CentralError, type CentralPatients } from "#contract/central/central.ts";
import type { CardContent, CentralCard, CentralPatient } from "#contract/central/people.ts";
import type { Agreed, Card, CardInput, CardOffer, KeptNumber } from "#contract/patients/cards.ts";
import type { Log } from "../log/events.ts";
import type { ConfirmedPerson } from "../sessions/confirmed-person.ts";
import type { OfferedChild } from "../sessions/session.ts";
import type { Attachments } from "./attachments.ts";
import type { CardAgreements } from "./card-agreements.ts";
import { isAbout, isSamePerson, registeredContent } from "./card-content.ts";
import { type CardInputFault, type Kept, readCardInput, type TypedCard } from "./card-input.ts";
import { offeredChildren } from "./card-offers.ts";
import { findCardPerson, tryCardPerson } from "./card-person.ts";
import { cardView } from "./card-view.ts";
import type { SignInThrottle } from "./sign-in-throttle.ts";

/** A card for the screens, and as the central API holds it. */
export type KeptCard = { readonly card: Card; readonly stored: CentralCard };
type Away = { readonly kind: "unavailable" };
type Saved = { readonly kind: "saved" } & KeptCard;
type TooManyTries = { readonly kind: "tooManyTries"; readonly minutes: number };
export type AddResult = Saved | CardInputFault | TooManyTries | Away | { readonly kind: "exists" };
type FilledResult = Saved | Away | { readonly kind: "exists" };
type ChangeResult = AddResult | { readonly kind: "changed" };

/**
 * A patient's cards, which live at the central API. `owner` is the signed-in patient, `stored` a card as it was shown
 * in this session.
 */
export type Cards = {
  /** Cards that wait are looked for once more: reception may have entered the person meanwhile. */
  list(owner: CentralPatient): Promise<{ kind: "listed"; cards: KeptCard[] } | Away>;
  /** @param confirmed what Госуслуги told of the patient, where they have signed in there */
  addSelf(
    owner: CentralPatient,
    agreed: Agreed | null,
    confirmed: ConfirmedPerson | null,
  ): Promise<FilledResult>;
  /** The children of whom `confirmed` tells, and who have no card yet; whom they are found to be goes into `found`. */
  offers(
    owner: CentralPatient,
    confirmed: ConfirmedPerson,
    found: Map<string, OfferedChild>,
  ): Promise<{ kind: "offered"; offers: CardOffer[] } | Away>;
  /** The card of a child whom the register has. */
  addOffered(
    owner: CentralPatient,
    offered: OfferedChild & { readonly person: CentralPatient },
    agreed: Agreed | null,
  ): Promise<FilledResult>;
  /**
   * `agreed` is recorded before the card is made.
   * @param told numbers that Госуслуги told, in the place of whatever `input` says of them
   */
  add(owner: CentralPatient, input: CardInput, agreed: Agreed | null, told?: Kept): Promise<AddResult>;
  /** `keep` names numbers that stay, whatever `input` says of them. */
  change(
    owner: CentralPatient,
    stored: CentralCard,
    input: CardInput,
    keep: readonly KeptNumber[],
  ): Promise<ChangeResult>;
  remove(stored: CentralCard): Promise<{ readonly kind: "removed" | "changed" } | Away>;
  /** The card's person, with the phones that may be called about their visit; `waiting` while nobody is found. */
  personOf(
    owner: CentralPatient,
    stored: CentralCard,
  ): Promise<
    { readonly kind: "found"; readonly person: CentralPatient } | { readonly kind: "waiting" } | Away
  >;
};

export type CardDeps = {
  readonly central: CentralCards & CentralPatients;
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

type During = "list" | "self" | "offers" | "add" | "change" | "remove" | "person";

export function createCards(deps: CardDeps): Cards {
  const { central, agreements, attachments, throttle, today, ids, log } = deps;

  const kept = async (stored: CentralCard, person: CentralPatient | null, signal: AbortSignal) => ({
    stored,
    card: cardView(stored, await attachments.of(person, signal)),
  });

  /** Links a card that waits, where its person can be found now. */
  async function tryLink(
    owner: CentralPatient,
    stored: CentralCard,
    signal: AbortSignal,
  ): Promise<CentralCard> {
    try {
      const person = await findCardPerson(stored, owner, { central, signal });
      if (!person) return stored;
      return (await central.changeCard(stored, { ...stored, linkedPatientId: person.id }, signal)) ?? stored;
    } catch (error) {
      if (!(error instanceof CentralError)) throw error;
      log.write("cards.waiting-unsearched", { fault: error.fault, code: error.code });
      return stored;
    }
  }

  async function list(owner: CentralPatient, signal: AbortSignal): Promise<KeptCard[]> {
    const stored = await central.cardsOf(owner.id, signal);
    const linked = await patientsOf(stored, signal);
    const waiting = stored.filter((card) => !linked.has(card.linkedPatientId ?? "")).slice(0, mostLookedFor);
    const found = await Promise.all(waiting.map((card) => tryLink(owner, card, signal)));
    const now = stored.map((card) => found.find(({ id }) => id === card.id) ?? card);
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
    owner: CentralPatient,
    content: CardContent,
    person: CentralPatient | null,
    agreed: Agreed | null,
    signal: AbortSignal,
  ): Promise<Saved> {
    if (agreed) await agreements.record(agreed, owner, person, signal);
    const stored = await central.createCard({ key: ids.key(), ownerId: owner.id, content }, signal);
    log.write("cards.added", { relation: content.relation, linked: person !== null });
    return { kind: "saved", ...(await kept(stored, person, signal)) };
  }

  async function add(
    owner: CentralPatient,
    typed: TypedCard,
    agreed: Agreed | null,
    signal: AbortSignal,
  ): Promise<AddResult> {
    const others = await central.cardsOf(owner.id, signal);
    if (others.some((card) => isAbout(card, typed))) return { kind: "exists" };
    const sought = await tryCardPerson(typed, owner, { central, throttle, signal });
    if (sought.kind === "tooManyTries") return sought;
    const person = sought.kind === "found" ? sought.person : null;
    if (person && others.some(({ linkedPatientId }) => linkedPatientId === person.id))
      return { kind: "exists" };
    return make(owner, { ...typed, linkedPatientId: person?.id ?? null }, person, agreed, signal);
  }

  /** A card that is filled from the register: nobody has typed anything. */
  async function addFilled(
    owner: CentralPatient,
    content: CardContent,
    person: CentralPatient,
    agreed: Agreed | null,
    signal: AbortSignal,
  ): Promise<FilledResult> {
    const others = await central.cardsOf(owner.id, signal);
    if (others.some((card) => card.linkedPatientId === person.id || isAbout(card, content)))
      return { kind: "exists" };
    return make(owner, content, person, agreed, signal);
  }

  async function change(
    owner: CentralPatient,
    stored: CentralCard,
    typed: TypedCard,
    signal: AbortSignal,
  ): Promise<ChangeResult> {
    const others = (await central.cardsOf(owner.id, signal)).filter(({ id }) => id !== stored.id);
    if (others.some((card) => isAbout(card, typed))) return { kind: "exists" };
    const sought = isSamePerson(stored, typed)
      ? await stillLinked(owner, stored, signal)
      : await tryCardPerson(typed, owner, { central, throttle, signal });
    if (sought.kind === "tooManyTries") return sought;
    const person = sought.kind === "found" ? sought.person : null;
    if (person && others.some(({ linkedPatientId }) => linkedPatientId === person.id))
      return { kind: "exists" };
    const now = await central.changeCard(stored, { ...typed, linkedPatientId: person?.id ?? null }, signal);
    return now ? { kind: "saved", ...(await kept(now, person, signal)) } : { kind: "changed" };
  }

  /** Nothing that finds a person was changed: reception may have linked what the kiosk could not. */
  async function stillLinked(owner: CentralPatient, stored: CentralCard, signal: AbortSignal) {
    const [linked] = stored.linkedPatientId
      ? await central.readPatients([stored.linkedPatientId], signal)
      : [];
    const person = linked ?? (await findCardPerson(stored, owner, { central, signal }));
    return person ? ({ kind: "found", person } as const) : ({ kind: "waiting" } as const);
  }

  const orAway = async <T>(during: During, work: (signal: AbortSignal) => Promise<T>): Promise<T | Away> => {
    try {
      return await work(AbortSignal.timeout(patience));
    } catch (error) {
      if (!(error instanceof CentralError)) throw error;
      log.write("cards.unanswered", { during, fault: error.fault, code: error.code });
      return { kind: "unavailable" };
    }
  };

  return {
    list: (owner) => orAway("list", async (signal) => ({ kind: "listed", cards: await list(owner, signal) })),
    addSelf: (owner, agreed, confirmed) =>
      orAway("self", (signal) =>
        addFilled(owner, registeredContent("self", owner, confirmed), owner, agreed, signal),
      ),
    offers: (owner, { children }, found) =>
      orAway("offers", async (signal) => ({
        kind: "offered",
        offers: await offeredChildren(owner, children, found, { central, today: today(), signal }),
      })),
    addOffered: (owner, { child, person }, agreed) =>
      orAway("add", (signal) =>
        addFilled(owner, registeredContent("child", person, child), person, agreed, signal),
      ),
    async add(owner, input, agreed, told = {}) {
      const typed = readCardInput(input, told, today());
      if (!typed.ok) return typed.fault;
      return orAway("add", (signal) => add(owner, typed.value, agreed, signal));
    },
    async change(owner, stored, input, keep) {
      const typed = readCardInput(input, keptOf(stored, keep), today());
      if (!typed.ok) return typed.fault;
      return orAway("change", (signal) => change(owner, stored, typed.value, signal));
    },
    remove: (stored) =>
      orAway("remove", async (signal) => {
        const removed = await central.removeCard(stored, signal);
        if (removed) log.write("cards.removed", { relation: stored.relation });
        return { kind: removed ? "removed" : "changed" };
      }),
    personOf: (owner, stored) =>
      orAway("person", async (signal) => {
        const [person] = stored.linkedPatientId
          ? await central.readPatients([stored.linkedPatientId], signal)
          : [];
        if (!person) return { kind: "waiting" };
        const phones = [...(stored.phone === null ? [] : [stored.phone]), ...person.phones, ...owner.phones];
        return { kind: "found", person: { ...person, phones: [...new Set(phones)] } };
      }),
  };
}

const keptOf = (stored: CentralCard, keep: readonly KeptNumber[]): Kept =>
  Object.fromEntries(keep.map((number) => [number, stored[number]]));

/** Oneself first, then by relation and name. */
const order = ({ relation, family, given }: Card): string =>
  `${["self", "child", "other"].indexOf(relation)} ${given} ${family}`;
