import type { Clock } from "#contract/base/ports.ts";
import { repeatEvery } from "#contract/base/repeat.ts";
import type { CentralState } from "#contract/central/central-state.ts";
import type { pullOutcomes } from "#contract/staff/kiosk-procedures.ts";

/** `failed`: the central API didn't answer, or not all of it could be read. `notYet`: it takes longer than was waited. */
export type PullOutcome = (typeof pullOutcomes)[number];

/** How long a pull is waited for, ms, and how often it is looked for. */
const patience = 20_000;
const lookEvery = 50;

/** Asks for a pull, and waits until one has ended. */
export function pullNow(state: () => CentralState, syncNow: () => void, clock: Clock): Promise<PullOutcome> {
  const before = state();
  const end = clock.monotonic() + patience;
  syncNow();
  return new Promise((resolve) => {
    repeatEvery(clock, lookEvery, () => {
      const now = state();
      // Each report of the sync thread is a new value, also one that says the same.
      if (now !== before && now.state === "online") resolve("done");
      else if (now !== before && now.state === "stale") resolve("failed");
      else if (clock.monotonic() >= end) resolve(now.state === "online" ? "notYet" : "failed");
      else return "again";
      return "done";
    });
  });
}
