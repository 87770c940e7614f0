import { type KioskProbes, unsettledStates } from "../monitoring/kiosk-metrics.ts";
import { missingNow, missingParts } from "../monitoring/readiness.ts";
import type { BusyReason, KioskStatus } from "./protocol.ts";

/** How the kiosk stands now, by the same probes as its metrics. */
export function statusNow(
  probes: KioskProbes,
  core: { readonly version: string; readonly startedAt: number },
): KioskStatus {
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
    mailWaiting: probes.mail()?.waiting ?? null,
    memory: process.memoryUsage.rss(),
  };
}

function busyNow(probes: KioskProbes): BusyReason[] {
  const reasons: readonly [BusyReason, boolean][] = [
    ["SESSION_OPEN", probes.hasSession()],
    ["UNSETTLED", probes.operations.inState(...unsettledStates).length > 0],
    ["PRINTING", probes.tickets().queued > 0],
  ];
  return reasons.flatMap(([reason, is]) => (is ? [reason] : []));
}
