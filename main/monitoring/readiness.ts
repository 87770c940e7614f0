import type { CentralState } from "#contract/central/central-state.ts";
import type { BookingState } from "#contract/conformance/booking-state.ts";
import type { ServiceState } from "#contract/maintenance/service-state.ts";
import type { JournalHealth } from "../booking/journal/guard.ts";
import type { WindowState } from "../page/heartbeat.ts";

/** What patients need to book, by what `/readyz` says where it is missing. A code never changes its meaning. */
export const missingParts = {
  OUT_OF_SERVICE: "The kiosk is switched out of service",
  SCHEDULE_NOT_LOADED: "The schedules were never loaded from the central API",
  CENTRAL_UNAVAILABLE: "The central API does not answer; what is shown may be old",
  SELF_TEST_PENDING: "The central API has not answered the self-test yet",
  BOOKING_CLOSED: "The central API does not keep what exact booking needs, or refuses it",
  JOURNAL_CLOSED: "The booking journal is not in order",
  WINDOW_MISSING: "The window is not up, or answers nothing",
} as const;
export type MissingPart = keyof typeof missingParts;

/** What readiness is derived from. */
export type ReadinessProbes = {
  readonly service: () => ServiceState;
  readonly central: () => CentralState;
  readonly booking: () => BookingState;
  readonly journal: () => JournalHealth;
  readonly window: () => WindowState;
};

/** What keeps patients from booking now; empty where they can. A printer fault keeps nobody. */
export function missingNow(probes: ReadinessProbes): MissingPart[] {
  const central = probes.central();
  const journal = probes.journal();
  const booking = probes.booking();
  const window = probes.window();
  const parts: readonly [MissingPart, boolean][] = [
    ["OUT_OF_SERVICE", probes.service() === "closed"],
    ["SCHEDULE_NOT_LOADED", central.state === "never"],
    ["CENTRAL_UNAVAILABLE", central.state === "stale"],
    ["SELF_TEST_PENDING", booking === "untested"],
    // A closed journal closes booking too; then the journal is what is to be mended.
    ["BOOKING_CLOSED", booking === "closed" && journal === "open"],
    ["JOURNAL_CLOSED", journal !== "open"],
    ["WINDOW_MISSING", window === "opening" || window === "lost"],
  ];
  return parts.flatMap(([code, isMissing]) => (isMissing ? [code] : []));
}
