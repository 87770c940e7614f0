import { unreachable } from "#contract/base/result.ts";
import type { CentralCard, CentralPatient } from "#contract/central/people.ts";
import type { KeptNumber } from "#contract/patients/cards.ts";
import type { Refusals } from "../rpc/errors.ts";
import { api, boundSession, type SessionContext } from "../sessions/api.ts";
import type { ConfirmedChild } from "../sessions/confirmed-person.ts";
import { patientView } from "../sessions/patient-view.ts";
import type { Session, Sessions } from "../sessions/session.ts";
import { type ListResult, noteListed } from "../sessions/session-visits.ts";
import type { Kept } from "./card-input.ts";
import type { AddResult, Cards, KeptCard } from "./cards.ts";
import type { Messages } from "./messages.ts";

type Common = Refusals<"SESSION_ENDED" | "NOT_SIGNED_IN" | "NOT_FOUND" | "CENTRAL_AWAY">;
type OfInput = Refusals<
  | "CARD_EXISTS"
  | "TOO_MANY_TRIES"
  | "NAME_INVALID"
  | "BIRTH_DATE_INVALID"
  | "POLICY_INVALID"
  | "SNILS_INVALID"
  | "CARD_NUMBERS_MISSING"
>;

export type ListVisits = (
  patient: CentralPatient,
  help?: { readonly name: string } | null,
) => Promise<ListResult>;

export type CardDeps = {
  readonly cards: Cards;
  readonly messages: Messages;
  /** A patient's visits that are still to come. */
  readonly listVisits: ListVisits;
  readonly sessions: Sessions;
  /** Whether the flow has cards. */
  readonly isOn: boolean;
};

export function cardProcedures({ cards, messages, listVisits, sessions, isOn }: CardDeps) {
  const signedIn = (context: SessionContext, errors: Common): { session: Session; owner: CentralPatient } => {
    const session = boundSession(context, errors);
    if (!isOn) throw errors.NOT_FOUND({ data: {} });
    if (!session.patient) throw errors.NOT_SIGNED_IN({ data: {} });
    return { session, owner: session.patient };
  };
  /** A card that was shown in this session. */
  const shown = (cardId: string, context: SessionContext, errors: Common) => {
    const at = signedIn(context, errors);
    const stored = at.session.cards.get(cardId);
    if (!stored) throw errors.NOT_FOUND({ data: {} });
    return { ...at, stored };
  };
  /** What came of it; its patient is waited for. */
  const answer = async <T extends { readonly kind: string }>(
    session: Session,
    errors: Common,
    work: () => Promise<T>,
  ): Promise<Exclude<T, { readonly kind: "unavailable" }>> => {
    const result = await sessions.holding(session, work);
    // What is kept in the session below is kept in an open one.
    if (session.ended.aborted) throw errors.SESSION_ENDED({ data: {} });
    if (result.kind === "unavailable") throw errors.CENTRAL_AWAY({ data: {} });
    return result as Exclude<T, { readonly kind: "unavailable" }>;
  };
  const keep = (session: Session, { card, stored }: KeptCard) => {
    session.cards.set(card.id, stored);
    return card;
  };
  /** A changed card may be about somebody else now, and so may one that is gone. */
  const forgetSubject = (session: Session, { linkedPatientId }: CentralCard): void => {
    if (session.subject?.proof !== "card" || session.subject.person.id !== linkedPatientId) return;
    sessions.choose(session, null);
  };

  return {
    list: api.cards.list.handler(async ({ context, errors }) => {
      const { session, owner } = signedIn(context, errors);
      const result = await answer(session, errors, () => cards.list(owner));
      session.cards.clear();
      return result.cards.map((one) => keep(session, one));
    }),

    addSelf: api.cards.addSelf.handler(async ({ input, context, errors }) => {
      const { session, owner } = signedIn(context, errors);
      const result = await answer(session, errors, () =>
        session.writes.run("card self", () => cards.addSelf(owner, input.consent, session.confirmed)),
      );
      if (result.kind !== "saved") throw errors.CARD_EXISTS({ data: {} });
      return keep(session, result);
    }),

    offers: api.cards.offers.handler(async ({ context, errors }) => {
      const { session, owner } = signedIn(context, errors);
      const { confirmed, offers } = session;
      if (confirmed === null || confirmed.children.length === 0) return [];
      return (await answer(session, errors, () => cards.offers(owner, confirmed, offers))).offers;
    }),

    addOffered: api.cards.addOffered.handler(async ({ input, context, errors }) => {
      const { session, owner } = signedIn(context, errors);
      const offered = session.offers.get(input.offerId);
      if (!offered?.person) throw errors.NOT_FOUND({ data: {} });
      const { child, person } = offered;
      const result = await answer(session, errors, () =>
        session.writes.run(`card ${input.offerId}`, () =>
          cards.addOffered(owner, { child, person }, input.consent),
        ),
      );
      if (result.kind !== "saved") throw errors.CARD_EXISTS({ data: {} });
      return keep(session, result);
    }),

    add: api.cards.add.handler(async ({ input, context, errors }) => {
      const { session, owner } = signedIn(context, errors);
      const { consent, offer, ...card } = input;
      const offered = offer && session.offers.get(offer.id);
      if (offer && !offered) throw errors.NOT_FOUND({ data: {} });
      const told = offered ? toldNumbers(offered.child, offer.keep) : {};
      const result = await answer(session, errors, () =>
        session.writes.run(`card ${JSON.stringify([card, offer])}`, () =>
          cards.add(owner, card, consent, told),
        ),
      );
      if (result.kind !== "saved") throw notKept(result, errors);
      return keep(session, result);
    }),

    change: api.cards.change.handler(async ({ input, context, errors }) => {
      const { session, owner, stored } = shown(input.cardId, context, errors);
      const result = await answer(session, errors, () =>
        session.writes.run(`card ${JSON.stringify(input)}`, () =>
          cards.change(owner, stored, input.card, input.keep),
        ),
      );
      switch (result.kind) {
        case "saved":
          if (result.stored.linkedPatientId !== stored.linkedPatientId) forgetSubject(session, stored);
          return keep(session, result);
        case "changed":
          throw errors.CARD_CHANGED({ data: {} });
        default:
          throw notKept(result, errors);
      }
    }),

    remove: api.cards.remove.handler(async ({ input, context, errors }) => {
      const { session, stored } = shown(input.cardId, context, errors);
      const result = await answer(session, errors, () =>
        session.writes.run(`card ${stored.id} gone`, () => cards.remove(stored)),
      );
      if (result.kind === "changed") throw errors.CARD_CHANGED({ data: {} });
      session.cards.delete(stored.id);
      forgetSubject(session, stored);
      return {};
    }),

    choose: api.cards.choose.handler(async ({ input, context, errors }) => {
      const { session, owner, stored } = shown(input.cardId, context, errors);
      const result = await answer(session, errors, () => cards.personOf(owner, stored));
      if (result.kind === "waiting") throw errors.NOT_FOUND({ data: {} });
      const { person } = result;
      sessions.choose(session, { person, proof: "card", who: person.id === owner.id ? "self" : "other" });
      return patientView(person);
    }),

    visits: api.cards.visits.handler(async ({ input, context, errors }) => {
      const { session, owner, stored } = shown(input.cardId, context, errors);
      const found = await answer(session, errors, () => cards.personOf(owner, stored));
      if (found.kind === "waiting") throw errors.NOT_FOUND({ data: {} });
      const { person } = found;
      const result = await answer(session, errors, () => listVisits(person, session.help));
      return noteListed(session, person, result.visits);
    }),

    messages: api.cards.messages.handler(async ({ context, errors }) => {
      const { session, owner } = signedIn(context, errors);
      return (await answer(session, errors, () => messages.of(owner))).messages;
    }),
  };
}

/** The numbers of an offered child that its card gets, of which Госуслуги have told. */
const toldNumbers = ({ policy, snils }: ConfirmedChild, keep: readonly KeptNumber[]): Kept => ({
  ...(policy && keep.includes("policy") ? { policy } : {}),
  ...(snils !== null && keep.includes("snils") ? { snils } : {}),
});

/** Why a typed card was not kept. */
function notKept(
  fault: Exclude<AddResult, { readonly kind: "saved" | "unavailable" }>,
  errors: OfInput,
): Error {
  switch (fault.kind) {
    case "exists":
      return errors.CARD_EXISTS({ data: {} });
    case "tooManyTries":
      return errors.TOO_MANY_TRIES({ data: { minutes: fault.minutes } });
    case "nameInvalid":
      return errors.NAME_INVALID({ data: { field: fault.field, fault: fault.fault } });
    case "birthDateInvalid":
      return errors.BIRTH_DATE_INVALID({ data: { fault: fault.fault } });
    case "policyInvalid":
      return errors.POLICY_INVALID({ data: { fault: fault.fault } });
    case "snilsInvalid":
      return errors.SNILS_INVALID({ data: { fault: fault.fault } });
    case "numbersMissing":
      return errors.CARD_NUMBERS_MISSING({ data: {} });
    default:
      return unreachable(fault);
  }
}
