import type { ConsentText } from "#contract/consents/consent-text.ts";
import { type Choice, type StepName, stepRules } from "#contract/flow/steps.ts";
import type { NameInput, PersonInput } from "#contract/patients/person.ts";
import type { SignInMethod } from "#contract/patients/phone-sign-in.ts";
import type { PolicyInput } from "#contract/patients/policy.ts";
import type { Doctor } from "#contract/schedules/catalog.ts";
import type { Offer } from "#contract/schedules/schedule.ts";
import type { PatientView } from "#contract/sessions/patient-view.ts";
import type { Api } from "../api/client.ts";
import { type Answer, isNameNeeded } from "../api/failures.ts";
import { type Choices, choose, type Flow, personOf, put, resume, returnTo, start } from "../flow/index.ts";
import { createBookingActions } from "./booking-actions.ts";
import { sessionNow } from "./session.ts";
import { isBusy, useVisit } from "./visit.ts";

type FlowActionDeps = {
  readonly api: Api;
  readonly asked: <T>(call: Promise<T>) => Promise<Answer<T>>;
  /** What the core answered to a sign-in or look-up, and the session that was on the screen before. */
  readonly enterSession: (before: string | null, after: string, patient: PatientView | null) => void;
  readonly order: () => readonly StepName[];
  /** Moves the visit that another time is looked for. */
  readonly move: () => Promise<void>;
  /** Shows what the patient who has just signed in came for, where that isn't a new visit. */
  readonly arrive: (wants: "visits" | "account") => void;
};

/** The steps of the flow: what is chosen, where that leads, and the booking at its end. */
export function createFlowActions({ api, asked, enterSession, order, move, arrive }: FlowActionDeps) {
  const set = useVisit.setState;
  const { mayBook, book } = createBookingActions({ api, asked, move });
  const flowNow = (): Flow => useVisit.getState().flow ?? start(order());

  /**
   * Goes from one state of the flow to the next. On the way the core forgets a person whom the flow has forgotten,
   * the clinic's rules are asked as soon as time and person are both known, and the answer to the last step books.
   */
  async function goOn(next: Flow): Promise<void> {
    const { flow: before, moving } = useVisit.getState();
    if (before?.choices.subject && !next.choices.subject) {
      await asked(api.session.forSelf({}));
      if (useVisit.getState().flow !== before) return;
    }
    const books = next.at === "done" && next.order.includes("done") && moving === null;
    // What is about to be booked is asked with the booking itself.
    const asksRules = moving === null && !books && before !== null;
    if (asksRules && timeAndPerson(next) !== null && timeAndPerson(next) !== timeAndPerson(before)) {
      if (!(await mayBook({ ...next, at: before.at }))) return;
    }
    set({ flow: next, booking: { state: "idle" }, nearest: false, outdatedConsent: null });
    if (books) await book();
  }

  const choicesOf = (offer: Offer, doctor?: Doctor): Choices => ({
    doctor: doctor ?? {
      scheduleId: offer.scheduleId,
      name: offer.doctor,
      shortName: offer.doctor,
      position: "",
      room: offer.room,
    },
    date: offer.date,
    slot: { slotId: offer.slotId, time: offer.time },
  });

  /** Behind the person, over what was chosen before that person was known. */
  function onAsBefore(flow: Flow): Flow {
    if (!useVisit.getState().resumes) return flow;
    set({ resumes: false });
    return resume(flow);
  }

  const pick = (made: Choices, how: { readonly isAuto?: boolean } = {}): void => {
    if (isBusy(useVisit.getState().booking)) return;
    const next = choose(flowNow(), made, how);
    void goOn(made.subject ? onAsBefore(next) : next);
  };

  /** On with the flow of whoever has signed in, unless another has begun since. */
  function enterPatient(
    { sessionId, ...patient }: PatientView & { readonly sessionId: string },
    asked: { readonly before: Flow | null; readonly session: string | null },
  ): void {
    const { flow, wants } = useVisit.getState();
    enterSession(asked.session, sessionId, patient);
    if (flow === null || flow !== asked.before) return;
    set({ asksName: false });
    const next = onAsBefore(choose(known(flow, "patient"), { patient }));
    if (wants !== "book") {
      set({ flow: next });
      arrive(wants);
    } else void goOn(next);
  }

  return {
    book,

    pick,

    autoSelect(made: Choices): void {
      pick(made, { isAuto: true });
    },

    /** All clinics by their districts, in one list, for a patient whom those of their own attachment don't suit. */
    showAllClinics(): void {
      if (isBusy(useVisit.getState().booking)) return;
      const flow = flowNow();
      const asksArea = flow.order.some((step) => stepRules[step].yields === "area");
      set({ elsewhere: true });
      pick({ way: "district", ...(asksArea ? { area: { by: "everywhere" } } : {}) });
    },

    goTo(step: StepName): void {
      const flow = returnTo(flowNow(), step);
      set({ flow, booking: { state: "idle" }, nearest: false, asksName: false });
    },

    /** Takes a free time with its doctor and day, and goes on behind all three. */
    pickOffer(offer: Offer, doctor?: Doctor): void {
      pick(choicesOf(offer, doctor));
    },

    /** Takes a time offered in place of one that was lost, and books it with the agreement and phone given. */
    async bookOffer(offer: Offer): Promise<void> {
      if (isBusy(useVisit.getState().booking)) return;
      set({ flow: put(flowNow(), choicesOf(offer)), booking: { state: "idle" } });
      await book();
    },

    /**
     * Takes a time in place of one that was lost on the way. The step stays as it is, with what was typed there: the
     * clinic's rules are checked for the new time with the booking.
     */
    takeInstead(offer: Offer): void {
      if (isBusy(useVisit.getState().booking)) return;
      set({ flow: put(flowNow(), choicesOf(offer)) });
    },

    /** Another visit for the same patient: the agreement is asked again, as it belongs to one booking. */
    async bookAnother(): Promise<void> {
      const { patient, subject, email, visit } = flowNow().choices;
      if (subject) await asked(api.session.forSelf({}));
      if (useVisit.getState().flow?.choices.visit !== visit) return;
      const flow = start(order(), patient ? { patient } : {});
      set({
        view: "flow",
        moving: null,
        resumes: false,
        elsewhere: false,
        flow: email ? put(flow, { email }) : flow,
        booking: { state: "idle" },
        printing: { state: "idle" },
      });
    },

    async signIn(typed: {
      policy: PolicyInput;
      birthDate: string;
      document: string;
      name: NameInput | null;
    }): Promise<Answer<PatientView>> {
      const before = useVisit.getState().flow;
      const session = sessionNow();
      const answer = await asked(api.session.signIn(typed));
      if (answer.ok) enterPatient(answer.value, { before, session });
      else if (isNameNeeded(answer.failure) && before !== null && useVisit.getState().flow === before)
        set({ asksName: true });
      return answer;
    },

    /** Whom the identity provider has let in on their phone; `waiting` while nobody has confirmed. */
    async phoneOutcome(): Promise<Answer<{ readonly state: "waiting" | "signedIn" }>> {
      const before = useVisit.getState().flow;
      const session = sessionNow();
      const answer = await asked(api.session.phoneOutcome({}));
      if (answer.ok && answer.value.state === "signedIn") {
        const { state: _state, ...found } = answer.value;
        enterPatient(found, { before, session });
      }
      return answer;
    },

    /** Signs in the other way. */
    signInBy(signInWay: SignInMethod): void {
      set({ signInWay, asksName: false });
    },

    /** Tells the core whom the visit is for, by name and birth date, and goes on where exactly one person fits. */
    async identify(person: PersonInput): Promise<Answer<PatientView>> {
      const before = useVisit.getState().flow;
      const who = before?.choices.who ?? "self";
      const session = sessionNow();
      const answer = await asked(api.session.identify({ who, person }));
      const { flow } = useVisit.getState();
      if (!answer.ok) return answer;
      const { sessionId, ...subject } = answer.value;
      enterSession(session, sessionId, null);
      if (flow !== null && flow === before) void goOn(onAsBefore(choose(flow, { subject })));
      return answer;
    },

    async refuseConsent(consent: ConsentText): Promise<void> {
      set({ view: "refused" });
      await asked(api.booking.refuseConsent({ language: consent.language, hash: consent.hash }));
    },
  };
}

/** Where no step of the order asks for it, a choice is as one that was known before. */
const known = (flow: Flow, choice: Choice): Flow =>
  flow.order.some((step) => stepRules[step].yields === choice)
    ? flow
    : { ...flow, given: new Set([...flow.given, choice]) };

/** Changes where another time or another person was chosen; null while one of both is missing. */
function timeAndPerson(flow: Flow): string | null {
  const { slot } = flow.choices;
  const person = personOf(flow);
  return slot && person ? JSON.stringify([slot.slotId, person]) : null;
}
