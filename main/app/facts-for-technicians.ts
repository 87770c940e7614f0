import type { StatusNow } from "../control/status.ts";
import { lastEvents } from "../log/last-events.ts";
import type { StaffKioskDeps } from "../staff/staff-kiosk.ts";

const mostEvents = 60;

/** What a technician's screen tells of the kiosk: what `infomat status` and `infomat log` tell of it. */
export const factsForTechnicians = (
  status: () => StatusNow,
  logFile: string,
): Pick<StaffKioskDeps, "status" | "events"> => ({
  status() {
    const { version, since, central, booking, printer, printQueue, scanner, disk, ...more } = status();
    const { unsettled, forReception } = more;
    return {
      ...{ version, central, booking, printer, printQueue, scanner, disk, unsettled },
      since: Date.parse(since),
      toSettle: forReception.operations + forReception.unreadable,
    };
  },
  events: () => lastEvents(logFile, { level: "warn", most: mostEvents }),
});
