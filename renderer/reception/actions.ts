import type { ServiceState } from "#contract/maintenance/service-state.ts";
import type { ReviewNote } from "#contract/staff/review-procedures.ts";
import { type Answer, ask, type Failure } from "../api/failures.ts";
import { currentLanguage } from "../i18n/messages.ts";
import type { ReceptionApi } from "./client.ts";
import { printPicture } from "./print-picture.ts";
import { readSearch } from "./scanned-text.ts";
import { type Opened, ownPrinter, useCounterState, wipeCounter } from "./state.ts";

export type CounterActions = ReturnType<typeof createActions>;

/** At most this often the process is told that somebody is there, ms. */
const stayEvery = 15_000;

/** Everything that a key or a click can set going. `forget` drops the answers that name patients. */
export function createActions(api: ReceptionApi, forget: () => void) {
  const set = useCounterState.setState;
  const now = useCounterState.getState;
  let stayedAt = Number.NEGATIVE_INFINITY;

  /** Nothing of anybody stays on the page. */
  function close(): void {
    wipeCounter();
    forget();
  }
  function ended(failure: Failure): boolean {
    const isOver = failure.kind === "known" && failure.code === "STAFF_SESSION_ENDED";
    if (isOver) close();
    return isOver;
  }
  /** Waits for a call. What comes after the session has ended is for nobody. */
  async function asked<T>(call: Promise<T>): Promise<Answer<T> | null> {
    const { worker } = now();
    const answer = await ask(call);
    if (now().worker !== worker || worker === null) return null;
    return !answer.ok && ended(answer.failure) ? null : answer;
  }
  /** Does something about what is open, and shows how it ended if that is still open then. */
  async function work<T>(call: (opened: Opened) => Promise<T>): Promise<Answer<T> | null> {
    const { opened, outcome } = now();
    if (opened === null || outcome.state === "working") return null;
    set({ outcome: { state: "working" } });
    const answer = await asked(call(opened));
    if (answer === null || now().opened !== opened) return null;
    if (answer.ok) return answer;
    const { failure } = answer;
    const isInDoubt = failure.kind === "known" && failure.code === "PRINT_IN_DOUBT";
    set({
      outcome: isInDoubt ? { state: "asked", status: failure.data.status } : { state: "failed", failure },
    });
    return answer;
  }

  const open = (opened: Opened | null): void =>
    set({ opened, outcome: { state: "idle" }, refused: null, policy: null, paper: null });

  async function byCode(visitId: string, kiosk: string): Promise<void> {
    set({ isAsking: true, refused: null });
    const answer = await asked(api.tickets.byCode({ kiosk, visitId }));
    if (answer === null) return;
    set({ isAsking: false, search: "" });
    if (answer.ok) open({ kind: "ticket", kiosk, ticket: answer.value });
    else set({ refused: answer.failure });
  }
  async function byPolicy(policy: string, birthDate: string | null, kiosk: string): Promise<void> {
    set({ isAsking: true, refused: null });
    const answer = await asked(api.tickets.byPolicy({ kiosk, policy, birthDate }));
    if (answer === null) return;
    set({ isAsking: false, search: "" });
    if (!answer.ok) return set({ refused: answer.failure });
    open(null);
    set({ ofPatient: { kiosk, tickets: answer.value } });
  }

  return {
    open,

    async start(): Promise<void> {
      const answer = await ask(api.session.current({}));
      if (now().phase !== "starting") return;
      if (answer.ok) set({ phase: "open", worker: answer.value });
      else close();
    },

    async signIn(pin: string): Promise<void> {
      if (now().isAsking) return;
      set({ isAsking: true, refused: null });
      const answer = await ask(api.session.signIn({ pin }));
      if (answer.ok) set({ phase: "open", worker: answer.value, isAsking: false });
      else set({ isAsking: false, refused: answer.failure });
    },

    /** Locks at once: the page first. */
    async lock(): Promise<void> {
      close();
      await ask(api.session.lock({}));
    },

    /** The process says that nobody has signed in any more. */
    wasLocked: close,

    async stay(): Promise<void> {
      if (now().worker === null || performance.now() - stayedAt < stayEvery) return;
      stayedAt = performance.now();
      await asked(api.session.stay({}));
    },

    search: (search: string): void => set({ search, refused: null, policy: null, ofPatient: null }),

    /**
     * Looks up what is more than a number or a name: a ticket's code, a policy.
     * @param keys see {@link readSearch}
     * @param kiosk whom to ask, undefined where none is heard
     * @returns whether this text is such
     */
    lookUp(text: string, keys: string, kiosk: string | undefined): boolean {
      const code = readSearch(text, keys);
      if (code === null) return false;
      if (now().isAsking) return true;
      if (code.kind === "noPolicy") set({ refused: noPolicy });
      else if (kiosk === undefined) set({ refused: noKiosk });
      else if (code.kind === "visit") void byCode(code.visitId, kiosk);
      else if (code.needsBirthDate)
        set({ policy: code.policy, search: "", opened: null, refused: null, ofPatient: null });
      else void byPolicy(code.policy, null, kiosk);
      return true;
    },

    /** @param birthDate of the policy that was typed: `YYYY-MM-DD` */
    async byPolicy(birthDate: string, kiosk: string | undefined): Promise<void> {
      const { policy, isAsking } = now();
      if (policy === null || isAsking) return;
      if (kiosk === undefined) set({ refused: noKiosk });
      else await byPolicy(policy, birthDate, kiosk);
    },

    /** @param on a kiosk's id, or {@link ownPrinter} */
    async print(on: string): Promise<void> {
      const language = currentLanguage();
      if (on !== ownPrinter) {
        const answer = await work((opened) => api.tickets.print({ ...aboutVisit(opened), on, language }));
        if (answer?.ok) set({ outcome: { state: "printed" } });
        return;
      }
      const answer = await work((opened) => api.tickets.document({ ...aboutVisit(opened), language }));
      if (!answer?.ok) return;
      const { opened } = now();
      await printPicture(answer.value, (paper) => set({ paper }));
      if (now().opened === opened) set({ outcome: { state: "asked", status: null } });
    },

    async cameOut(yes: boolean): Promise<void> {
      if (now().outcome.state !== "asked") return;
      if (!yes) return set({ outcome: { state: "denied" } });
      const answer = await work((opened) => api.tickets.inHand(aboutVisit(opened)));
      if (answer?.ok) set({ outcome: { state: "printed" } });
    },

    async settle(note: ReviewNote): Promise<void> {
      const answer = await work((opened) => {
        if (opened.kind !== "entry") throw new Error("only an operation is settled");
        return api.review.done({ kiosk: opened.kiosk, entryId: opened.item.id, note });
      });
      if (answer?.ok) set({ opened: null, outcome: { state: "settled" } });
    },

    async maintenance(kiosk: string, service: ServiceState): Promise<void> {
      const answer = await asked(api.maintenance.set({ kiosk, service }));
      if (answer && !answer.ok) set({ refused: answer.failure });
    },
  };
}

const noPolicy: Failure = { kind: "known", code: "POLICY_INVALID", data: { fault: "POLICY_CHECK_DIGIT" } };
const noKiosk: Failure = { kind: "known", code: "KIOSK_AWAY", data: {} };

function aboutVisit(opened: Opened): { kiosk: string; visitId: string } {
  const visitId = opened.kind === "ticket" ? opened.ticket.visitId : opened.item.visitId;
  if (visitId === null) throw new Error("an operation without a visit has no ticket");
  return { kiosk: opened.kiosk, visitId };
}
