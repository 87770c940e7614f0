import type { Clock } from "#contract/base/ports.ts";
import type { ServiceState } from "#contract/maintenance/service-state.ts";
import type { KioskLogEvent, KioskState } from "#contract/staff/kiosk-procedures.ts";
import type { Maintenance } from "../maintenance/maintenance.ts";
import type { PullOutcome } from "../sync/pull-now.ts";
import type { TicketsModule } from "../tickets/module.ts";

export type StaffKioskDeps = {
  readonly status: () => Omit<KioskState, "service" | "roll">;
  /** The last warnings and errors of the log, the newest first. */
  readonly events: () => KioskLogEvent[];
  readonly pullNow: () => Promise<PullOutcome>;
  readonly maintenance: Pick<Maintenance, "state" | "set">;
  readonly tickets: Pick<TicketsModule["forTechnician"], "testPrint" | "rollChanged" | "roll">;
  /** Starts the program anew. */
  readonly restart: () => void;
  /** Ends it for good; false where the disk refuses, and the system would start it again. */
  readonly leave: () => boolean;
  readonly clock: Pick<Clock, "after">;
};

/**
 * What a technician asks of the kiosk, wherever they ask from. It knows of no session and records nothing: whoever
 * asks is let in, and audited, before.
 */
export type StaffKiosk = {
  state(): KioskState;
  /** The last warnings and errors, the newest first. */
  events(): KioskLogEvent[];
  testPrint: TicketsModule["forTechnician"]["testPrint"];
  /** False where the disk refuses. */
  rollChanged(): boolean;
  syncNow(): Promise<PullOutcome>;
  /** False where the disk refuses. */
  setService(service: ServiceState): boolean;
  restart(): void;
  /** False where the disk refuses. */
  leave(): boolean;
};

/** How long an answer may take to leave before the program that gives it ends, ms. */
const answerTime = 500;

export function createStaffKiosk(deps: StaffKioskDeps): StaffKiosk {
  const { status, maintenance, tickets, clock } = deps;
  return {
    state: () => ({ ...status(), service: maintenance.state(), roll: tickets.roll() }),
    events: deps.events,
    testPrint: tickets.testPrint,
    rollChanged: tickets.rollChanged,
    syncNow: deps.pullNow,
    setService: maintenance.set,
    restart: () => void clock.after(answerTime, deps.restart),
    leave: deps.leave,
  };
}
