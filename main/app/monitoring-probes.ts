import { namedCertificates } from "../config/check-file.ts";
import { certificateEnd } from "../files/certificates.ts";
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
  hasStaffSession: () => modules.staff.handle() !== null,
  operations: context.journal,
  tickets: modules.tickets.counts,
  printer: modules.tickets.status,
  scanner: modules.scanner.state,
  mail: () => modules.mail?.counts() ?? null,
  // Read at each scrape: a renewed file counts at once. One that can't be read is told by `infomat doctor`.
  certificates: () =>
    namedCertificates(context.config).flatMap(([setting, file]) => {
      const end = certificateEnd(file);
      return end === null ? [] : [{ setting, notAfter: end.notAfter }];
    }),
  now: modules.now,
  wallClock: context.clock.now,
});
