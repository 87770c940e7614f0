import type { KioskProbes } from "../monitoring/kiosk-metrics.ts";
import type { CoreContext } from "./context.ts";
import type { Modules } from "./modules.ts";

/** Where monitoring reads how each module stands. */
export const monitoringProbes = (context: CoreContext, modules: Modules): KioskProbes => ({
  service: modules.maintenance.state,
  central: modules.sync.state,
  booking: modules.conformance.state,
  journal: context.journalHealth.health,
  window: modules.page.heartbeat.state,
  hasSession: () => modules.sessions.sessions.current() !== null,
  operations: context.journal,
  tickets: modules.tickets.counts,
  printer: modules.tickets.status,
  scanner: modules.scanner.state,
  mail: () => modules.mail?.counts() ?? null,
  now: modules.now,
  wallClock: context.clock.now,
});
