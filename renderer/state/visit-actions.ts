import type { StepName } from "#contract/flow/steps.ts";
import type { Card } from "#contract/patients/cards.ts";
import type { Opening } from "#contract/schedules/catalog.ts";
import type { Visit } from "#contract/visits/visit.ts";
import type { Api } from "../api/client.ts";
import type { Answer } from "../api/failures.ts";
import { type Choices, choose, start } from "../flow/index.ts";
import { useAccount } from "./cards.ts";
import { chosenTime } from "./chosen-time.ts";
import { useSession } from "./session.ts";
import { useVisit } from "./visit.ts";

/** A move asks for another time, and for another doctor only where the patient goes back. */
const moveOrder: readonly StepName[] = ["doctor", "date", "time", "done"];

const shownTries = 5;
const shownPause = 1_000;

type VisitActionDeps = {
  readonly api: Api;
  readonly asked: <T>(call: Promise<T>) => Promise<Answer<T>>;
  readonly openSession: () => Promise<boolean>;
  /** Shows the card's visits again. */
  readonly toCard: (card: Card) => void;
};

/** What a patient does with visits that are there already. */
export function createVisitActions({ api, asked, openSession, toCard }: VisitActionDeps) {
  const set = useVisit.setState;

  /** The list that the visit on the screen is one of: a card's, or the signed-in patient's own. */
  function toList(): void {
    const { view, moving, flow } = useVisit.getState();
    const { visitsOf } = useAccount.getState();
    if (visitsOf && (view === "visits" || moving)) return toCard(visitsOf);
    const patient = flow?.choices.patient;
    if (!patient) return;
    set({
      view: "visits",
      flow: start(["signIn"], { patient }),
      visitsPanel: { state: "list" },
      isLoneVisit: false,
      moving: null,
      booking: { state: "idle" },
      printing: { state: "idle" },
    });
  }

  return {
    toList,

    async beginVisits(): Promise<void> {
      if (!(await openSession())) return;
      const { session } = useSession.getState();
      if (session.state === "none" || useVisit.getState().view === "flow") return;
      const known = session.patient === null ? {} : { patient: session.patient };
      set({ view: "flow", wants: "visits", flow: start(["signIn"], known), endedBy: null });
      if (session.patient !== null) toList();
    },

    openVisit(visit: Visit): void {
      set({ visitsPanel: { state: "visit", visit }, printing: { state: "idle" } });
    },

    /** Opens the only visit of a list that nobody has to choose from. */
    openLoneVisit(visit: Visit): void {
      set({ visitsPanel: { state: "visit", visit }, isLoneVisit: true, printing: { state: "idle" } });
    },

    /** Shows the visit again that another time was looked for. */
    backToVisit(visit: Visit): void {
      const patient = useVisit.getState().flow?.choices.patient;
      if (!patient) return;
      set({
        view: "visits",
        flow: start(["signIn"], { patient }),
        visitsPanel: { state: "visit", visit },
        moving: null,
        booking: { state: "idle" },
        printing: { state: "idle" },
      });
    },

    askCancel(visit: Visit): void {
      set({ visitsPanel: { state: "asking", visit } });
    },

    async cancel(visit: Visit): Promise<void> {
      if (useVisit.getState().visitsPanel.state === "changing") return;
      const visitsPanel = { state: "changing", visit } as const;
      set({ visitsPanel });
      const answer = await asked(api.booking.cancel({ visitId: visit.visitId }));
      // The session may have ended meanwhile: then there is nobody to show the outcome to.
      if (useVisit.getState().visitsPanel !== visitsPanel) return;
      if (answer.ok) set({ visitsPanel: { state: "cancelled", visit } });
      else set({ visitsPanel: { state: "failed", visit, failure: answer.failure } });
    },

    /** Looks for another time; with `opening`, a time of the same doctor's, there is only the question left. */
    beginMove(visit: Visit, opening?: Opening): void {
      const { flow } = useVisit.getState();
      const { place } = visit;
      if (!flow?.choices.patient || !place) return;
      const known: Choices = {
        patient: flow.choices.patient,
        branch: { id: place.branchId, name: visit.branch, address: visit.address },
        service: {
          ...visit.service,
          id: place.serviceId,
          payment: "free",
          attachedOnly: false,
          referralNeeded: false,
          doctors: 1,
          nearest: null,
          closed: null,
        },
        doctor: {
          scheduleId: place.scheduleId,
          name: visit.doctor.name,
          shortName: visit.doctor.name,
          position: visit.doctor.position,
          room: visit.room,
        },
      };
      const way = { ...start(moveOrder, known), at: "date" } as const;
      const chosen = opening && {
        date: opening.date,
        slot: { slotId: opening.slotId, time: opening.time },
      };
      set({
        view: "flow",
        moving: visit,
        // Nobody has seen the steps that the opening answers: back leads past them.
        flow: chosen ? { ...choose(way, chosen), leapt: new Set(moveOrder) } : way,
        booking: { state: "idle" },
        printing: { state: "idle" },
      });
    },

    async move(): Promise<void> {
      const { flow, moving, booking } = useVisit.getState();
      if (flow === null || moving === null || booking.state === "sending") return;
      const chosen = chosenTime(flow);
      if (!chosen) throw new Error("moving before all is chosen");
      set({ booking: { state: "sending" } });
      const answer = await asked(api.booking.move({ visitId: moving.visitId, ...chosen }));
      if (useVisit.getState().flow !== flow) return;
      if (answer.ok) set({ booking: { state: "idle" }, flow: choose(flow, { visit: answer.value }) });
      else set({ booking: { state: "failed", failure: answer.failure } });
    },

    /** Says that a visit's screen has been painted; where the core is just away, a few times. */
    async shown(visitId: string): Promise<void> {
      for (let tries = 0; tries < shownTries; tries++) {
        const answer = await asked(api.booking.shown({ visitId }));
        if (answer.ok || answer.failure.kind !== "coreAway") return;
        await new Promise((resolve) => setTimeout(resolve, shownPause));
      }
    },
  };
}
