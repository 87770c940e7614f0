import type { StepName } from "#contract/flow/steps.ts";
import type { Agreed, Card, CardOffer, CardRelation } from "#contract/patients/cards.ts";
import type { Message } from "#contract/patients/message.ts";
import type { PatientView } from "#contract/sessions/patient-view.ts";
import type { Visit } from "#contract/visits/visit.ts";
import type { Api } from "../api/client.ts";
import type { Answer, Failure } from "../api/failures.ts";
import { createQueryUtils } from "../api/queries.ts";
import { type Choices, start } from "../flow/index.ts";
import { type AccountPlace, type AccountState, type CardTab, type CardWork, useAccount } from "./cards.ts";
import { faultsTold } from "./cards-faults.ts";
import { type CardForm, formOf, formOfOffer, inputOf, keptIn, newForm } from "./cards-form.ts";
import { placeBefore } from "./cards-places.ts";
import { goOn, tell } from "./cards-typing.ts";
import { queryClient } from "./queries.ts";
import { useSession } from "./session.ts";
import { useVisit } from "./visit.ts";

type CardActionDeps = {
  readonly api: Api;
  readonly asked: <T>(call: Promise<T>) => Promise<Answer<T>>;
  readonly openSession: () => Promise<boolean>;
  readonly order: () => readonly StepName[];
  /** Goes on in the flow with what was chosen. */
  readonly pick: (made: Choices) => void;
};

/** What a patient does with the cards of those whom they care for, and with messages. */
export function createCardActions({ api, asked, openSession, order, pick }: CardActionDeps) {
  const set = useAccount.setState;
  const orpc = createQueryUtils(api);
  /** Shows another place. What was waited for ends with it, so that nothing is painted in between. */
  const goTo = (place: AccountPlace, news: AccountState["news"] = null): void =>
    set({ place, work: null, news, removing: null });

  /** The cards and messages of the signed-in patient. */
  function toAccount(place: AccountPlace = { at: "cards" }): void {
    const patient = useVisit.getState().flow?.choices.patient;
    if (!patient) return;
    useVisit.setState({
      view: "account",
      flow: start(["signIn"], { patient }),
      moving: null,
      booking: { state: "idle" },
      printing: { state: "idle" },
    });
    set({ visitsOf: null });
    goTo(place);
  }

  /** Asks the central API for something; null where it failed, or where nobody is there any more to be shown the answer. */
  async function work<T>(
    what: CardWork,
    call: () => Promise<T>,
    refused: (failure: Failure) => AccountPlace,
  ): Promise<T | null> {
    if (useAccount.getState().work !== null) return null;
    const { flow } = useVisit.getState();
    set({ work: what, removing: null, news: null });
    const answer = await asked(call());
    if (flow === null || useVisit.getState().flow !== flow) return null;
    if (answer.ok) return answer.value;
    goTo(refused(answer.failure));
    return null;
  }

  const failed =
    (work: CardWork, back: AccountPlace) =>
    (failure: Failure): AccountPlace => ({ at: "failed", work, failure, back });

  /** Where a refused form leads: to the field that is wrong, or to a face that leads back to it. */
  const refusedForm =
    (work: CardWork, form: CardForm) =>
    (failure: Failure): AccountPlace => {
      const told = faultsTold(failure);
      return told ? { at: "form", form: tell(form, told) } : failed(work, { at: "form", form })(failure);
    };

  /** On with booking for the card's person, from wherever the card was chosen; without a card for oneself. */
  function bookFor(subject: PatientView, card: Card | null): void {
    set({ chosen: card });
    goTo({ at: "cards" });
    const { view, flow } = useVisit.getState();
    const patient = flow?.choices.patient;
    if (view !== "flow")
      useVisit.setState({
        view: "flow",
        wants: "book",
        flow: start(order(), patient ? { patient } : {}),
        booking: { state: "idle" },
        printing: { state: "idle" },
      });
    pick({ subject });
  }

  function added(card: Card): void {
    // The child that may have been offered is no longer.
    void queryClient.resetQueries({ queryKey: orpc.cards.offers.key() });
    goTo({ at: "added", card });
  }

  return {
    toAccount,

    async beginAccount(): Promise<void> {
      if (!(await openSession())) return;
      const { session } = useSession.getState();
      if (session.state === "none" || useVisit.getState().view === "flow") return;
      const known = session.patient === null ? {} : { patient: session.patient };
      useVisit.setState({
        view: "flow",
        wants: "account",
        flow: start(["signIn"], known),
        endedBy: null,
      });
      if (session.patient !== null) toAccount();
    },

    toCards(): void {
      goTo({ at: "cards" });
    },

    toMessages(): void {
      goTo({ at: "messages" });
    },

    openMessage(message: Message): void {
      goTo({ at: "message", message });
    },

    openCard(card: Card, tab: CardTab): void {
      goTo({ at: "card", card, tab });
    },

    /** A visit of the card's person, to print, move or cancel it as one's own. */
    openCardVisit(card: Card, visit: Visit): void {
      useVisit.setState({
        view: "visits",
        visitsPanel: { state: "visit", visit },
        printing: { state: "idle" },
      });
      set({ visitsOf: card });
    },

    /** Asks whom a new card is for. */
    newCard(): void {
      goTo({ at: "whom" });
    },

    newSelfCard(): void {
      goTo({ at: "self" });
    },

    typeCard(relation: CardRelation): void {
      goTo({ at: "form", form: newForm(relation) });
    },

    showOffers(): void {
      goTo({ at: "offers" });
    },

    /** The card of a child of whom Госуслуги told: agreed to where the register has the child, else looked through. */
    takeOffer(offer: CardOffer): void {
      goTo(offer.isRegistered ? { at: "offered", offer } : { at: "form", form: formOfOffer(offer) });
    },

    changeCard(card: Card): void {
      goTo({ at: "form", form: formOf(card) });
    },

    /** Changes the form that is on the screen. */
    fill(how: (form: CardForm) => CardForm): void {
      const { place, work } = useAccount.getState();
      if (place.at === "form" && work === null) set({ place: { at: "form", form: how(place.form) } });
    },

    /** The card for oneself, from the register. */
    async addSelf(consent: Agreed): Promise<void> {
      const card = await work(
        "adding",
        () => api.cards.addSelf({ consent }),
        failed("adding", { at: "self" }),
      );
      if (card) goTo({ at: "added", card });
    },

    async addOffered(offer: CardOffer, consent: Agreed): Promise<void> {
      const card = await work(
        "adding",
        () => api.cards.addOffered({ offerId: offer.id, consent }),
        failed("adding", { at: "offered", offer }),
      );
      if (card) added(card);
    },

    async addCard(form: CardForm, consent: Agreed): Promise<void> {
      const input = inputOf(form);
      if (!input) return;
      const offer = form.offer ? { offer: { id: form.offer.id, keep: [...keptIn(form)] } } : {};
      const card = await work(
        "adding",
        () => api.cards.add({ ...input, consent, ...offer }),
        refusedForm("adding", form),
      );
      if (card) added(card);
    },

    /** Sends what was changed, where nothing is wrong with it. */
    async saveCard(form: CardForm, today: string): Promise<void> {
      const checked = goOn(form, today);
      if (checked.page !== "agreement") return goTo({ at: "form", form: checked });
      const [input, cardId] = [inputOf(form), form.card?.id];
      if (!input || !cardId) return;
      const card = await work(
        "changing",
        () => api.cards.change({ cardId, card: input, keep: [...keptIn(form)] }),
        refusedForm("changing", form),
      );
      if (!card) return;
      goTo({ at: "card", card, tab: "attachments" }, "changed");
    },

    /** The agreement was refused: nothing was added. */
    refuseCard(): void {
      goTo({ at: "refused" });
    },

    askRemove(card: Card): void {
      set({ removing: card, news: null });
    },

    keepCard(): void {
      set({ removing: null });
    },

    async removeCard(card: Card): Promise<void> {
      const gone = await work(
        "removing",
        () => api.cards.remove({ cardId: card.id }),
        failed("removing", { at: "cards" }),
      );
      if (!gone) return;
      // The list that may still be there shows the deleted card: it goes before the next one comes.
      void queryClient.resetQueries({ queryKey: orpc.cards.list.key() });
      goTo({ at: "cards" }, "removed");
    },

    /** The visit is for the card's person. */
    async chooseCard(card: Card): Promise<void> {
      const { place } = useAccount.getState();
      const subject = await work(
        "choosing",
        () => api.cards.choose({ cardId: card.id }),
        failed("choosing", place),
      );
      if (subject) bookFor(subject, card);
    },

    /** The visit is for whoever has signed in: no card is needed for that. */
    async chooseSelf(): Promise<void> {
      const patient = useVisit.getState().flow?.choices.patient;
      if (!patient) return;
      const told = await work("choosing", () => api.session.forSelf({}), failed("choosing", { at: "cards" }));
      if (told) bookFor(patient, null);
    },

    /** One step back among the cards; false where the cards themselves are left. */
    cardsBack(): boolean {
      const { view, flow } = useVisit.getState();
      if (view !== "account" && !(view === "flow" && flow?.at === "card")) return false;
      const { place, work, removing } = useAccount.getState();
      if (work !== null) return true;
      if (removing) {
        set({ removing: null });
        return true;
      }
      const before = placeBefore(place);
      if (before) goTo(before);
      return before !== null;
    },
  };
}
