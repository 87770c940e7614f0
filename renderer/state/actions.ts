import { presets } from "#contract/flow/presets.ts";
import type { StepName } from "#contract/flow/steps.ts";
import type { Card } from "#contract/patients/cards.ts";
import type { Api } from "../api/client.ts";
import { type Answer, ask, type Failure } from "../api/failures.ts";
import { back, firstAskedOf, start } from "../flow/index.ts";
import { setLanguage } from "../i18n/index.ts";
import { useAccount } from "./cards.ts";
import { createCardActions } from "./cards-actions.ts";
import { createChildActions } from "./child-actions.ts";
import { createFlowActions } from "./flow-actions.ts";
import { useKiosk } from "./kiosk.ts";
import { createPrintingActions } from "./printing-actions.ts";
import { isOpen, sessionNow, takeSession, useSession } from "./session.ts";
import { createSessionActions } from "./session-actions.ts";
import { type HelpTopic, isBusy, placeSteps, useVisit, wipeVisit } from "./visit.ts";
import { createVisitActions } from "./visit-actions.ts";

export type Actions = ReturnType<typeof createActions>;

/** Everything that a touch can set going. Each leaves the stores in a state that a screen can show. */
export function createActions(api: Api) {
  const set = useVisit.setState;
  /** Counts those who have left: what an earlier one asked for is not for the next. */
  let visitors = 0;
  const order = (): readonly StepName[] => useKiosk.getState().info?.flow ?? presets.registratura40;

  /** Failures that mean the same on every screen; the screen itself shows the others. */
  function common(failure: Failure): void {
    if (failure.kind === "bug") useKiosk.setState({ broken: true });
    if (failure.kind === "denied") useKiosk.setState({ link: "denied" });
    if (failure.kind === "known" && failure.code === "SESSION_ENDED") {
      takeSession({ state: "none", endedBy: null });
      clear();
    }
  }

  function clear(endedBy: Parameters<typeof wipeVisit>[0] = null): void {
    visitors += 1;
    wipeVisit(endedBy);
    setLanguage(useKiosk.getState().info?.languages[0] ?? "ru");
  }

  async function asked<T>(call: Promise<T>): Promise<Answer<T>> {
    const before = sessionNow();
    const answer = await ask(call);
    if (answer.ok) return answer;
    const { failure } = answer;
    // That an earlier patient's session has ended is no news to the one who is here now.
    const isFormer = sessionNow() !== before && failure.kind === "known" && failure.code === "SESSION_ENDED";
    if (!isFormer) common(failure);
    return answer;
  }

  async function begin(): Promise<void> {
    if (!(await openSession())) return;
    const { session } = useSession.getState();
    if (session.state === "none" || useVisit.getState().view === "flow") return;
    const known = session.patient === null ? {} : { patient: session.patient };
    set({ view: "flow", flow: start(order(), known), endedBy: null });
  }

  /** Whether the patient has come so far that leaving is worth a question. */
  function wouldLose(): boolean {
    const { view, flow, moving } = useVisit.getState();
    if (view === "account") return useAccount.getState().place.at === "form";
    if (view !== "flow" || moving !== null || flow === null) return false;
    const { patient, subject, slot, visit } = flow.choices;
    return visit === undefined && (patient ?? subject ?? slot) !== undefined;
  }

  async function leave(reason: "home" | "finished"): Promise<void> {
    const ended = endSession(reason);
    clear();
    takeSession({ state: "none", endedBy: reason });
    const failure = await ended;
    // That it had ended already is as well.
    if (failure && failure.kind !== "known") common(failure);
  }

  const { openSession, enterSession, endSession, endUnended } = createSessionActions({
    api,
    failed: common,
    visitor: () => visitors,
  });
  const cards = createCardActions({ api, asked, openSession, order, pick: (made) => steps.pick(made) });
  const toCard = (card: Card): void => cards.toAccount({ at: "card", card, tab: "visits" });
  const visits = createVisitActions({ api, asked, openSession, toCard });
  const arrive = (wants: "visits" | "account"): void =>
    wants === "visits" ? visits.toList() : cards.toAccount();
  const child = createChildActions({ openSession, endSession, clear, visitor: () => visitors });
  const steps = createFlowActions({ api, asked, enterSession, order, move: visits.move, arrive });

  return {
    ...createPrintingActions({ api, asked }),
    ...cards,
    ...visits,
    ...steps,
    ...child,
    begin,
    openSession,
    endUnended,
    leave,
    clear,

    /** Ends the session; asks first while something would be lost. */
    home(): void {
      const { booking, visitsPanel } = useVisit.getState();
      // What is on its way can't be left: the patient has to see what came of it.
      if (isBusy(booking) || visitsPanel.state === "changing" || useAccount.getState().work !== null) return;
      if (wouldLose()) set({ askingToLeave: true });
      else void leave("home");
    },

    /** Ends the session of a patient who has come to the end. */
    finish(): void {
      void leave("finished");
    },

    stayHere(): void {
      set({ askingToLeave: false });
    },

    goBack(): void {
      const {
        view,
        flow,
        booking,
        visitsPanel,
        moving,
        help,
        nearest,
        elsewhere,
        copy,
        isLoneVisit,
        asksName,
      } = useVisit.getState();
      if (isBusy(booking) || visitsPanel.state === "changing") return;
      if (help) return set({ help: help.topic === help.from ? null : { ...help, topic: help.from } });
      if (nearest) return set({ nearest: false });
      if (copy === "typing") return set({ copy: "none" });
      if (flow === null || cards.cardsBack()) return;
      if (view === "account") return void leave("home");
      if (view === "visits") {
        const isFirst = visitsPanel.state === "list" || (visitsPanel.state === "visit" && isLoneVisit);
        return isFirst ? void leave("home") : visits.toList();
      }
      if (elsewhere && flow.at === firstAskedOf(flow, placeSteps)) return set({ elsewhere: false });
      if (asksName && flow.at === "signIn") return set({ asksName: false });
      // A booking that failed leaves the patient at the last question, or at the time that a rule refused.
      const failed = booking.state === "failed" && flow.at !== "done";
      const before = failed ? flow : back(flow);
      if (!before && moving) return visits.backToVisit(moving);
      if (before) set({ flow: before, booking: { state: "idle" }, outdatedConsent: null });
      else if (wouldLose()) set({ askingToLeave: true });
      else void leave("home");
    },

    /** Shows help over whatever is there; a session keeps it from standing on the screen for ever. */
    async openHelp(topic: HelpTopic | null = null): Promise<void> {
      set({ help: { topic, from: topic } });
      await openSession();
    },

    turnHelp(topic: HelpTopic | null): void {
      set(({ help }) => ({ help: { topic, from: help?.from ?? null } }));
    },

    /** Shows the lists of places in the place of the kiosk's own address. */
    openPlaces(): void {
      set({ elsewhere: true });
    },

    /** Shows again what lies under the help. */
    closeHelp(): void {
      set({ help: null });
    },

    /** Shows the nearest times of all doctors of the chosen service. */
    openNearest(): void {
      set({ nearest: true });
    },

    async stay(): Promise<void> {
      if (!isOpen(useSession.getState().session)) return;
      const before = sessionNow();
      const answer = await asked(api.session.stay({}));
      if (answer.ok && sessionNow() === before) takeSession(answer.value);
    },
  };
}
