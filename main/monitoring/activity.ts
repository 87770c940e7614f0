import type { KioskEvent } from "#contract/page/events.ts";
import type { SessionEndReason } from "#contract/sessions/session-state.ts";
import type { OperationPhase } from "../booking/journal/journal.ts";
import { type KioskLogLine, type Log, type LogEventId, logEvents } from "../log/events.ts";
import { type JobState, jobStates } from "../tickets/journal/index.ts";

/** How an operation can end, or come to people. */
type OperationEnd = Extract<OperationPhase["phase"], { state: "settled" }>["outcome"] | "review";

/** What has happened since the core began. Names and numbers of the kiosk's own alone: nothing tells of a patient. */
export type Activity = {
  readonly logged: ReadonlyMap<LogEventId, number>;
  /** By `kind` and how it ended, `kind end`. */
  readonly operations: ReadonlyMap<`${OperationPhase["kind"]} ${OperationEnd}`, number>;
  readonly printJobs: ReadonlyMap<JobState, number>;
  readonly sessionsEnded: ReadonlyMap<SessionEndReason | "replaced", number>;
  readonly sessionsBegun: () => number;
  readonly windowsOpened: () => number;
};

/** Counts what passes by. Cheap enough to count always, whether anybody asks or not. */
export type ActivityCounter = Activity & {
  /** The same log; each line is counted, also one that the log's level or its bounds leave out. */
  counting(log: Log): Log;
  readonly onEvent: (event: KioskEvent) => void;
  readonly onPhase: (operation: OperationPhase) => void;
  readonly onWindowOpened: () => void;
};

export function createActivity(): ActivityCounter {
  const logged = new Map<LogEventId, number>();
  const operations = new Map<`${OperationPhase["kind"]} ${OperationEnd}`, number>();
  const printJobs = new Map<JobState, number>();
  const sessionsEnded = new Map<SessionEndReason | "replaced", number>();
  let sessionsBegun = 0;
  let windowsOpened = 0;
  let session: string | null = null;

  const onLine = (...line: KioskLogLine): void => {
    // What another thread sends in may be no event of ours.
    if (Object.hasOwn(logEvents, line[0])) count(logged, line[0]);
    if (line[0] !== "tickets.job") return;
    const { state } = line[1];
    const known = jobStates.find((name) => name === state);
    if (known !== undefined) count(printJobs, known);
  };
  return {
    logged,
    operations,
    printJobs,
    sessionsEnded,
    sessionsBegun: () => sessionsBegun,
    windowsOpened: () => windowsOpened,
    counting: (log) => ({
      write(...line) {
        onLine(...line);
        log.write(...line);
      },
    }),
    onEvent(event) {
      if (event.type !== "session") return;
      const now = event.session.state === "none" ? null : event.session.id;
      if (now === session) return;
      if (session !== null)
        count(sessionsEnded, event.session.state === "none" ? (event.session.endedBy ?? "home") : "replaced");
      if (now !== null) sessionsBegun++;
      session = now;
    },
    onPhase({ kind, phase }) {
      if (phase.state === "settled") count(operations, `${kind} ${phase.outcome}`);
      if (phase.state === "review") count(operations, `${kind} review`);
    },
    onWindowOpened() {
      windowsOpened++;
    },
  };
}

function count<Name>(counts: Map<Name, number>, name: Name): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
