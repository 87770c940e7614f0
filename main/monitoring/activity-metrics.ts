import { operationKinds } from "#contract/central/booking-protocol.ts";
import { outcomes } from "../booking/machine.ts";
import { type LogEventId, logEvents } from "../log/events.ts";
import { isOver, jobStates } from "../tickets/journal/index.ts";
import type { Activity } from "./activity.ts";
import type { Define } from "./define-metrics.ts";

/** Why a sign-in failed, by the event that tells of it. */
const signInFailures = {
  notFound: "patients.look-up-failed",
  ambiguous: "patients.look-up-ambiguous",
  throttled: "patients.look-up-throttled",
  unanswered: "patients.look-up-unanswered",
} as const satisfies Record<string, LogEventId>;

const eventIds = Object.keys(logEvents).filter((id): id is LogEventId => Object.hasOwn(logEvents, id));
const endReasons = ["finished", "home", "idle", "cap", "lost", "replaced"] as const;

/** Metrics of what has happened since the core began. All samples are there from the first scrape on, at zero. */
export function activityMetrics({ counter }: Define, activity: Activity): void {
  counter("infomat_sessions_total", "Sessions that were begun", [], (set) => set(activity.sessionsBegun()));
  counter("infomat_sessions_ended_total", "Sessions by how they ended", ["reason"], (set) => {
    for (const reason of endReasons) set(activity.sessionsEnded.get(reason) ?? 0, { reason });
  });
  counter(
    "infomat_operations_total",
    "Bookings, cancels and moves by outcome; review: they came to the review list, and end as byReception",
    ["kind", "outcome"],
    (set) => {
      for (const kind of operationKinds)
        for (const outcome of [...outcomes, "review"] as const)
          set(activity.operations.get(`${kind} ${outcome}`) ?? 0, { kind, outcome });
    },
  );
  counter("infomat_sign_in_failures_total", "Sign-ins that failed, by reason", ["reason"], (set) => {
    for (const [reason, event] of Object.entries(signInFailures))
      set(activity.logged.get(event) ?? 0, { reason });
  });
  counter("infomat_print_jobs_total", "Print jobs by the states in which they ended", ["state"], (set) => {
    for (const state of jobStates) if (isOver(state)) set(activity.printJobs.get(state) ?? 0, { state });
  });
  counter("infomat_windows_opened_total", "Windows that were opened, the first one included", [], (set) =>
    set(activity.windowsOpened()),
  );
  counter("infomat_windows_lost_total", "Windows that were gone or answered nothing", [], (set) =>
    set(activity.logged.get("page.window-lost") ?? 0),
  );
  counter(
    "infomat_log_events_total",
    "Lines of the log by event, as docs/log-events.md lists them",
    ["event"],
    (set) => {
      for (const event of eventIds) set(activity.logged.get(event) ?? 0, { event });
    },
  );
}
