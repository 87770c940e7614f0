import type { Clock } from "#contract/base/ports.ts";
import { repeatEvery } from "#contract/base/repeat.ts";
import type { CentralState } from "#contract/central/central-state.ts";
import type { Log } from "../log/events.ts";
import type { KioskProbes } from "../monitoring/kiosk-metrics.ts";
import { controlSocketIn, type ResetAnswer, type SyncAnswer } from "./protocol.ts";
import { startControlServer } from "./server.ts";
import { statusNow } from "./status.ts";

/** How long a pull is waited for, ms, and how often it is looked for. */
const patience = 20_000;
const lookEvery = 50;

/** What clinic IT asks of a running kiosk over a terminal: see control/protocol.ts. */
export function openControl(deps: {
  readonly dataDir: string;
  readonly probes: KioskProbes;
  readonly version: string;
  readonly syncNow: () => void;
  /** Ends the session and opens the window anew, where there is one. */
  readonly reset: () => void;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<{ close(): Promise<void> }> {
  const { probes, version, clock, log } = deps;
  const startedAt = probes.wallClock();
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
      "GET /status": () => statusNow(probes, { version, startedAt }),
      "POST /sync": () => pullNow(probes.central, deps.syncNow, clock),
      "POST /reset": () => reset(false),
      "POST /reset/force": () => reset(true),
    },
  });
}

/** Asks for a pull, and waits until one has ended. */
function pullNow(state: () => CentralState, syncNow: () => void, clock: Clock): Promise<SyncAnswer> {
  const before = state();
  const end = clock.monotonic() + patience;
  syncNow();
  return new Promise((resolve) => {
    repeatEvery(clock, lookEvery, () => {
      const now = state();
      // Each report of the sync thread is a new value, also one that says the same.
      if (now !== before && now.state === "online") resolve({ outcome: "done" });
      else if (now !== before && now.state === "stale") resolve({ outcome: "failed" });
      else if (clock.monotonic() >= end) resolve({ outcome: now.state === "online" ? "notYet" : "failed" });
      else return "again";
      return "done";
    });
  });
}
