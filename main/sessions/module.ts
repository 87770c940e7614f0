import type { Clock, Ids } from "#contract/base/ports.ts";
import type { SessionState } from "#contract/sessions/session-state.ts";
import { sessionProcedures } from "./procedures.ts";
import { createSessions, type Sessions } from "./session.ts";
import type { SessionSettings } from "./settings.ts";

/** One patient at a time, from the first touch to the end. */
export type SessionsModule = {
  readonly sessions: Sessions;
  readonly procedures: ReturnType<typeof sessionProcedures>;
};

export function createSessionsModule(deps: {
  readonly settings: SessionSettings;
  /** Whether nobody may begin now. */
  readonly isClosed: () => boolean;
  /** A patient begins: nobody else works at the screens any more. */
  readonly onBegin: () => void;
  readonly onEnd: () => void;
  readonly onChange: (state: SessionState) => void;
  readonly clock: Clock;
  readonly ids: Ids;
}): SessionsModule {
  const { settings, clock, ids, onEnd, onChange } = deps;
  const sessions = createSessions({
    clock,
    ids,
    times: { idle: settings.idle * 1000, question: settings.question * 1000, cap: settings.cap * 60_000 },
    onEnd,
    onChange,
  });
  return { sessions, procedures: sessionProcedures(sessions, deps.isClosed, deps.onBegin) };
}
