import { create } from "zustand";
import type { SessionState } from "#contract/sessions/session-state.ts";

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

/** The id of the session that this page has; null when it has none. */
export function sessionNow(): string | null {
  const { session } = useSession.getState();
  return session.state === "none" ? null : session.id;
}

/**
 * Takes in what is told of a session, if it is the one that this page has. A session gets on the screen by the answer
 * to whoever asked for it alone: any other may be one that its patient has left.
 * @returns whether it is
 */
export function takeNews(session: SessionState): boolean {
  const isMine = session.state !== "none" && session.id === sessionNow();
  if (isMine) takeSession(session);
  return isMine;
}

/** Who of the staff helps in the session on the screen, as they are called; null where nobody does. */
export const helperOf = ({ session }: Pick<SessionStore, "session">): string | null =>
  session.state === "none" ? null : (session.help?.name ?? null);

export const isOpen = (session: SessionState): boolean => session.state !== "none";
