import { create } from "zustand";
import type { SessionState } from "#contract/domain.ts";

type SessionStore = {
  readonly session: SessionState;
  /** When the state came, on the page's monotonic clock, ms: a countdown runs from there. */
  readonly since: number;
};

export const useSession = create<SessionStore>()(() => ({
  session: { state: "none", endedBy: null },
  since: 0,
}));

export function takeSession(session: SessionState): void {
  useSession.setState({ session, since: performance.now() });
}

export const isOpen = (session: SessionState): boolean => session.state !== "none";
