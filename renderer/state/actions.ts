import type {
  ConsentText,
  Doctor,
  Offer,
  PatientView,
  PhoneChoice,
  TicketFateName,
} from "#contract/domain.ts";
import { presets, type StepName } from "#contract/flow.ts";
import type { PolicyInput } from "#contract/policy.ts";
import type { Api } from "../api/client.ts";
import { type Answer, ask, type Failure } from "../api/failures.ts";
import { back, type Choices, choose, type Flow, forget, put, returnTo, start } from "../flow/index.ts";
import { setLanguage } from "../i18n/index.ts";
import { useKiosk } from "./kiosk.ts";
import { isOpen, takeSession, useSession } from "./session.ts";
import { useVisit, wipeVisit } from "./visit.ts";
import { createVisitActions } from "./visit-actions.ts";

export type Actions = ReturnType<typeof createActions>;

/** Everything that a touch can set going. Each leaves the stores in a state that a screen can show. */
export function createActions(api: Api) {
  const set = useVisit.setState;
  const flowNow = (): Flow => useVisit.getState().flow ?? start(order());
  const order = (): readonly StepName[] => useKiosk.getState().info?.flow ?? presets.registratura40;

  /** Failures that mean the same on every screen; the screen itself shows the others. */
  function common(failure: Failure): void {
    if (failure.kind === "bug") useKiosk.setState({ broken: true });
    if (failure.kind === "denied") useKiosk.setState({ link: "denied" });
    if (failure.kind === "known" && failure.code === "SESSION_ENDED") clear();
  }

  function clear(endedBy: Parameters<typeof wipeVisit>[0] = null): void {
    wipeVisit(endedBy);
    setLanguage(useKiosk.getState().info?.languages[0] ?? "ru");
  }

  async function asked<T>(call: Promise<T>): Promise<Answer<T>> {
    const answer = await ask(call);
    if (!answer.ok) common(answer.failure);
    return answer;
  }

  async function openSession(): Promise<void> {
    if (isOpen(useSession.getState().session)) return;
    const answer = await asked(api.session.start({}));
    if (answer.ok) takeSession(answer.value);
  }

  async function begin(): Promise<void> {
    await openSession();
    const { session } = useSession.getState();
    if (session.state === "none" || useVisit.getState().view === "flow") return;
    const known = session.patient === null ? {} : { patient: session.patient };
    set({ view: "flow", flow: start(order(), known), endedBy: null });
  }

  async function leave(reason: "home" | "finished"): Promise<void> {
    const open = isOpen(useSession.getState().session);
    clear();
    takeSession({ state: "none", endedBy: reason });
    if (open) await asked(api.session.end({ reason }));
  }

  const visits = createVisitActions({ api, asked, openSession });

  async function book(): Promise<void> {
    const { flow, booking, moving } = useVisit.getState();
    if (moving) return visits.move();
    if (flow === null || booking.state === "sending") return;
    const { doctor, slot, service, branch, consent, phone } = flow.choices;
    if (!doctor || !slot || !service || !branch || !consent || !phone)
      throw new Error("booking before all is chosen");
    set({ booking: { state: "sending" }, printing: { state: "idle" } });
    const answer = await asked(
      api.booking.book({
        scheduleId: doctor.scheduleId,
        slotId: slot.slotId,
        serviceId: service.id,
        branchId: branch.id,
        consent: { language: consent.language, hash: consent.hash },
        phone,
      }),
    );
    // The session may have ended meanwhile: then there is nobody to show the outcome to.
    if (useVisit.getState().flow !== flow) return;
    if (answer.ok) return set({ booking: { state: "idle" }, flow: choose(flow, { visit: answer.value }) });
    const { failure } = answer;
    if (failure.kind === "known" && failure.code === "CONSENT_OUTDATED") {
      return set({ booking: { state: "idle" }, flow: forget(flow, "consent"), consentRenewed: true });
    }
    if (failure.kind === "known" && failure.code === "NOT_SIGNED_IN") {
      return set({ booking: { state: "idle" }, flow: forget(flow, "patient") });
    }
    set({ booking: { state: "failed", failure } });
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

  return {
    ...visits,
    begin,
    openSession,
    leave,
    book,
    clear,

    /** Ends the session; asks first while something would be lost. */
    home(): void {
      const { view, flow, moving, booking, mine } = useVisit.getState();
      // What is on its way can't be left: the patient has to see what came of it.
      if (booking.state === "sending" || mine.state === "changing") return;
      const underWay =
        view === "flow" &&
        moving === null &&
        flow?.choices.patient !== undefined &&
        flow.choices.visit === undefined;
      if (underWay) set({ askingToLeave: true });
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
      const { view, flow, booking, mine, moving } = useVisit.getState();
      if (flow === null || booking.state === "sending" || mine.state === "changing") return;
      if (view === "visits") return mine.state === "list" ? void leave("home") : visits.toList();
      const before = back(flow);
      if (!before && moving) return visits.toList();
      if (before) set({ flow: before, consentRenewed: false });
      else if (flow.choices.patient) set({ askingToLeave: true });
      else void leave("home");
    },

    goTo(step: StepName): void {
      set({ flow: returnTo(flowNow(), step), booking: { state: "idle" } });
    },

    pick(made: Choices): void {
      set({ flow: choose(flowNow(), made), consentRenewed: false });
    },

    pickAlone(made: Choices): void {
      set({ flow: choose(flowNow(), made, { alone: true }) });
    },

    /** Keeps what was chosen on a screen that the patient is still on. */
    keep(made: Choices): void {
      set({ flow: put(flowNow(), made) });
    },

    /** Takes a free time with its doctor and day, and goes on behind all three. */
    pickOffer(offer: Offer, doctor?: Doctor): void {
      set({ flow: choose(flowNow(), choicesOf(offer, doctor)), booking: { state: "idle" } });
    },

    /** Takes a time offered in place of one that was lost, and books it with the agreement and phone given. */
    async bookOffer(offer: Offer): Promise<void> {
      if (useVisit.getState().booking.state === "sending") return;
      set({ flow: put(flowNow(), choicesOf(offer)), booking: { state: "idle" } });
      await book();
    },

    async bookWith(phone: PhoneChoice): Promise<void> {
      if (useVisit.getState().booking.state === "sending") return;
      set({ flow: put(flowNow(), { phone }) });
      await book();
    },

    /** Another visit for the same patient: the agreement is asked again, as it belongs to one booking. */
    bookAnother(): void {
      const { patient } = flowNow().choices;
      set({
        view: "flow",
        moving: null,
        flow: start(order(), patient ? { patient } : {}),
        booking: { state: "idle" },
        printing: { state: "idle" },
      });
    },

    async signIn(policy: PolicyInput, birthDate: string): Promise<Answer<PatientView>> {
      const before = useVisit.getState().flow;
      const answer = await asked(api.session.signIn({ policy, birthDate }));
      const { flow, wants } = useVisit.getState();
      if (answer.ok && flow !== null && flow === before) {
        set({ flow: choose(flow, { patient: answer.value }) });
        if (wants === "visits") visits.toList();
      }
      return answer;
    },

    async refuseConsent(consent: ConsentText): Promise<void> {
      set({ view: "refused" });
      await asked(api.booking.refuseConsent({ language: consent.language, hash: consent.hash }));
    },

    async print(visitId: string, language: string): Promise<void> {
      if (useVisit.getState().printing.state === "printing") return;
      set({ printing: { state: "printing" } });
      const answer = await asked(api.ticket.print({ visitId, language }));
      if (useVisit.getState().printing.state !== "printing") return;
      if (answer.ok) return set({ printing: { state: "printed" } });
      const { failure } = answer;
      const inDoubt = failure.kind === "known" && failure.code === "PRINT_IN_DOUBT";
      set({
        printing: inDoubt ? { state: "asked", status: failure.data.status } : { state: "failed", failure },
      });
    },

    /** The patient says whether the ticket came out. */
    async cameOut(visitId: string, yes: boolean): Promise<void> {
      if (useVisit.getState().printing.state !== "asked") return;
      set({ printing: { state: yes ? "printed" : "denied" } });
      await asked(api.ticket.cameOut({ visitId, yes }));
    },

    /** The printer told more of this visit's ticket than it could at the time. */
    ticketNews(visitId: string, fate: TicketFateName): void {
      const { flow, printing } = useVisit.getState();
      if (flow?.choices.visit?.visitId !== visitId || printing.state === "printing") return;
      set({ printing: { state: fate === "retracted" ? "retracted" : "printed" } });
    },

    async stay(): Promise<void> {
      if (!isOpen(useSession.getState().session)) return;
      const answer = await asked(api.session.stay({}));
      if (answer.ok) takeSession(answer.value);
    },
  };
}
