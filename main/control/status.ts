import type { CentralState } from "#contract/central/central-state.ts";
import type { BookingState } from "#contract/conformance/booking-state.ts";
import type { PrinterStatus } from "#contract/printer/printer-status.ts";
import type { ScannerState } from "#contract/scanner/scan.ts";
import { diskRoom, diskSpace } from "../files/disk-space.ts";
import { type KioskProbes, unsettledStates } from "../monitoring/kiosk-metrics.ts";
import { missingNow, missingParts } from "../monitoring/readiness.ts";
import type { BusyReason, KioskStatus } from "./protocol.ts";

/** What the kiosk says of itself, its states named by those that there are. */
export type StatusNow = KioskStatus & {
  readonly central: { readonly state: CentralState["state"] };
  readonly booking: BookingState;
  readonly printer: PrinterStatus;
  readonly scanner: ScannerState;
};

/** How the kiosk stands now, by the same probes as its metrics. */
export function statusNow(
  probes: KioskProbes,
  core: { readonly version: string; readonly startedAt: number; readonly dataDir: string },
): StatusNow {
  const missing = missingNow(probes);
  const busyWith = busyNow(probes);
  const central = probes.central();
  const freshAt =
    central.state === "never" ? null : central.state === "online" ? central.freshAt : central.since;
  const { queued, forReview } = probes.tickets();
  return {
    version: core.version,
    since: new Date(core.startedAt).toISOString(),
    ready: missing.length === 0,
    missing: missing.map((code) => ({ code, text: missingParts[code] })),
    idle: busyWith.length === 0,
    busyWith,
    outOfService: probes.service() === "closed",
    central: {
      state: central.state,
      age: freshAt === null ? null : Math.max(0, Math.round((probes.now() - freshAt) / 1000)),
      clockAhead: Math.round((probes.now() - probes.wallClock()) / 1000),
    },
    booking: probes.booking(),
    window: probes.window(),
    unsettled: probes.operations.inState(...unsettledStates).length,
    forReception: {
      operations: probes.operations.inState("review").length,
      unreadable: probes.operations.unreadable().length,
      tickets: forReview,
    },
    printer: probes.printer(),
    printQueue: queued,
    scanner: probes.scanner(),
    disk: diskNow(core.dataDir),
    mailWaiting: probes.mail()?.waiting ?? null,
    memory: process.memoryUsage.rss(),
  };
}

function diskNow(dataDir: string): KioskStatus["disk"] {
  try {
    const { free, total } = diskSpace(dataDir);
    return { free, total, low: free < diskRoom.soon };
  } catch {
    return null;
  }
}

function busyNow(probes: KioskProbes): BusyReason[] {
  const reasons: readonly [BusyReason, boolean][] = [
    ["SESSION_OPEN", probes.hasSession()],
    ["STAFF_SESSION_OPEN", probes.hasStaffSession()],
    ["UNSETTLED", probes.operations.inState(...unsettledStates).length > 0],
    ["PRINTING", probes.tickets().queued > 0],
  ];
  return reasons.flatMap(([reason, is]) => (is ? [reason] : []));
}
