import type { PatientView } from "#contract/sessions/patient-view.ts";
import type { SessionState } from "#contract/sessions/session-state.ts";
import type { Api } from "../api/client.ts";
import { type Answer, ask, type Failure } from "../api/failures.ts";
import { isOpen, sessionNow, takeSession, useSession } from "./session.ts";

/** The longest that a session may take to start, ms. It is shorter than the time until the idle screen. */
const startLimit = 20_000;

type SessionActionDeps = {
  readonly api: Api;
  /** Shows a failure that means the same on every screen. */
  readonly failed: (failure: Failure) => void;
  /** Counts those who have left: another number is another visitor. */
  readonly visitor: () => number;
};

/** Begins, changes and ends sessions, so that each belongs to the visitor who asked for it and to no other. */
export function createSessionActions({ api, failed, visitor }: SessionActionDeps) {
  /** The session that a visitor has asked for, until it is there. */
  let opening: { readonly asker: number; readonly begun: Promise<boolean> } | null = null;
  /** Sessions whose end didn't reach the core. */
  const unended = new Set<string>();

  /** Answers whether whoever asked for a session is still there and has one. Asked twice, it is one session. */
  function openSession(): Promise<boolean> {
    if (isOpen(useSession.getState().session)) return Promise.resolve(true);
    if (opening?.asker === visitor()) return opening.begun;
    const mine = { asker: visitor(), begun: begin() };
    opening = mine;
    void mine.begun.finally(() => {
      if (opening === mine) opening = null;
    });
    return mine.begun;
  }

  async function begin(): Promise<boolean> {
    const asker = visitor();
    const since = performance.now();
    const isWanted = (): boolean => asker === visitor() && performance.now() - since <= startLimit;
    const answer = await startAfterFormer(isWanted);
    if (!answer.ok) failed(answer.failure);
    if (!answer.ok || answer.value.state === "none") return false;
    if (isWanted()) {
      takeSession(answer.value);
      return true;
    }
    void endFormer(answer.value.id);
    return false;
  }

  /** A session that is open without being this page's is a former visitor's: it is ended first. */
  async function startAfterFormer(isWanted: () => boolean): Promise<Answer<SessionState>> {
    const answer = await ask(api.session.start({}));
    const isTaken = !answer.ok && answer.failure.kind === "known" && answer.failure.code === "SESSION_OPEN";
    if (!isTaken || !isWanted()) return answer;
    const info = await ask(api.kiosk.info({}));
    if (!info.ok) return info;
    if (info.value.session.state !== "none") await endFormer(info.value.session.id);
    return await ask(api.session.start({}));
  }

  async function endFormer(session: string): Promise<Failure | null> {
    const answer = await ask(api.session.end({ reason: "home" }, { context: { session } }));
    return answer.ok ? null : answer.failure;
  }

  return {
    openSession,

    /** Takes over the session that a sign-in or look-up went on in; one whose patient has left meanwhile is ended. */
    enterSession(before: string | null, after: string, patient: PatientView | null): void {
      if (after === before) return;
      if (sessionNow() === before) takeSession({ state: "open", id: after, patient });
      else void endFormer(after);
    },

    /** Ends the session on the screen. @returns why the core didn't, or null */
    async endSession(reason: "home" | "finished"): Promise<Failure | null> {
      const session = sessionNow();
      if (session === null) return null;
      const answer = await ask(api.session.end({ reason }, { context: { session } }));
      if (answer.ok) return null;
      if (answer.failure.kind === "coreAway") unended.add(session);
      return answer.failure;
    },

    /** Ends what couldn't be ended before: the core answers again. */
    endUnended(): void {
      for (const session of unended) void endFormer(session);
      unended.clear();
    },
  };
}
