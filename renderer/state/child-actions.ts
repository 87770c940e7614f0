import type { Service } from "#contract/schedules/catalog.ts";
import type { Failure } from "../api/failures.ts";
import { type Choices, childStep, put, startAnew } from "../flow/index.ts";
import { currentLanguage, setLanguage } from "../i18n/index.ts";
import { useAccount } from "./cards.ts";
import { impersonal } from "./impersonal.ts";
import { takeSession } from "./session.ts";
import { isBusy, useVisit } from "./visit.ts";

type ChildActionDeps = {
  readonly openSession: () => Promise<boolean>;
  readonly endSession: (reason: "home") => Promise<Failure | null>;
  /** Forgets everything about the visitor. */
  readonly clear: () => void;
  /** Counts those who have left: another number is another visitor. */
  readonly visitor: () => number;
};

/** What whoever met a service for children does for the child they came with. */
export function createChildActions({ openSession, endSession, clear, visitor }: ChildActionDeps) {
  const set = useVisit.setState;
  return {
    /**
     * Goes on for a child with the same place, service and time. `service`: the one that was touched, where none is
     * chosen yet. Among one's cards the child's is chosen; in any other order the session ends with all that it knew,
     * as the child signs in, or is named, in one's place.
     */
    async bookForChild(service?: Service): Promise<void> {
      const { flow, booking } = useVisit.getState();
      const step = flow && childStep(flow.order);
      if (!flow || !step || isBusy(booking)) return;
      const kept = impersonal(flow.choices, service);
      if (step === "card") {
        useAccount.setState({ place: { at: "cards" }, news: null, removing: null });
        const waiting = { ...put(flow, kept), at: step };
        return set({ flow: waiting, booking: { state: "idle" }, nearest: false, resumes: true });
      }
      const language = currentLanguage();
      const ended = endSession("home");
      clear();
      takeSession({ state: "none", endedBy: "home" });
      setLanguage(language);
      // Where it is asked for whom the visit is, clinics are looked for by district for another person.
      const named: Choices = flow.order.includes("who") ? { who: "other" } : {};
      const area: Choices =
        flow.order.includes("district") && !kept.area ? { area: { by: "everywhere" } } : {};
      set({ view: "flow", flow: startAnew(flow, { ...kept, ...named, ...area }), resumes: true });
      const mine = visitor();
      await ended;
      if (mine !== visitor()) return;
      if (!(await openSession()) && mine === visitor()) clear();
    },
  };
}
