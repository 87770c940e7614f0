import type { Clock } from "#contract/base/ports.ts";
import type { Log } from "../log/events.ts";
import type { KioskProbes } from "../monitoring/kiosk-metrics.ts";
import { pullNow } from "../sync/pull-now.ts";
import { controlSocketIn, type KioskStatus, type ResetAnswer } from "./protocol.ts";
import { startControlServer } from "./server.ts";

/** What clinic IT asks of a running kiosk over a terminal: see control/protocol.ts. */
export function openControl(deps: {
  readonly dataDir: string;
  readonly probes: KioskProbes;
  readonly status: () => KioskStatus;
  readonly syncNow: () => void;
  /** Ends the session and opens the window anew, where there is one. */
  readonly reset: () => void;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<{ close(): Promise<void> }> {
  const { probes, clock, log } = deps;
  const reset = (insists: boolean): ResetAnswer => {
    const session = probes.hasSession();
    if (session && !insists) return { outcome: "busy" };
    log.write("control.reset", { session });
    deps.reset();
    return { outcome: "done" };
  };
  return startControlServer({
    file: controlSocketIn(deps.dataDir),
    log,
    paths: {
      "GET /status": deps.status,
      "POST /sync": async () => ({ outcome: await pullNow(probes.central, deps.syncNow, clock) }),
      "POST /reset": () => reset(false),
      "POST /reset/force": () => reset(true),
    },
  });
}
