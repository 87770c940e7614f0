import { beforeEach } from "vitest";
import type { SessionState } from "#contract/sessions/session-state.ts";
import { createSessions, type Session, type Sessions } from "#main/sessions/session.ts";
import type { SessionVisit } from "#main/sessions/session-visits.ts";
import { type FakeClock, fakeClock } from "#tests/support/fake-clock.ts";
import { countingIds } from "#tests/support/ids.ts";

/** Ms, as the settings' defaults. */
export const times = { idle: 60_000, question: 20_000, cap: 30 * 60_000 };

export const patient = {
  id: "p1",
  family: "Петров",
  given: "Иван",
  patronymic: "Ильич",
  birthDate: "1985-03-07",
  sex: "male" as const,
  phones: ["+79105554107"],
  policies: [],
  snils: null,
  attachedOrganizationIds: [],
};

/** A visit of this patient that the session has shown. */
export const seenVisit: SessionVisit = {
  ticket: {} as never,
  seen: {} as never,
  person: patient,
  proved: true,
  printed: 0,
  mailedTo: [],
};

/** Sessions on a clock of the test's own, made anew for each test of the file. */
export type SessionsOnClock = {
  clock: FakeClock;
  sessions: Sessions;
  /** What the screens were told, in turn. */
  states: SessionState[];
  /** How many sessions have ended. */
  ends: number;
  current(): SessionState["state"];
  /** Begins a session, or finds the open one. */
  begun(): Session;
};

export function sessionsOnClock(): SessionsOnClock {
  const made = () => {
    const clock = fakeClock();
    const states: SessionState[] = [];
    const sessions = createSessions({
      clock,
      ids: countingIds(),
      times,
      onEnd: () => {
        at.ends++;
      },
      onChange: (state) => states.push(state),
    });
    return { clock, states, sessions, ends: 0 };
  };
  const at: SessionsOnClock = {
    ...made(),
    current: () => at.sessions.state().state,
    begun() {
      at.sessions.start();
      const session = at.sessions.current();
      if (!session) throw new Error("no session");
      return session;
    },
  };
  beforeEach(() => {
    Object.assign(at, made());
  });
  return at;
}
