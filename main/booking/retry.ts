import { waitAfter } from "#contract/base/back-off.ts";
import { pause } from "#contract/base/pause.ts";
import type { Clock } from "#contract/base/ports.ts";
import { CentralError } from "#contract/central/central.ts";
import { logFault } from "../log/central-fault.ts";
import type { Log } from "../log/events.ts";

/** Pauses between questions while a patient waits, ms. */
const pauses = { first: 200, longest: 3000 } as const;
/** Rounds after which a central API that can't even be asked is told to be away. */
const roundsUnsent = 3;

export type RetryDeps = {
  readonly clock: Clock;
  readonly log: Log;
  /** How long the patient waits, ms. */
  readonly patience: number;
  /** Fires when the patient has left: nobody waits any more. */
  readonly left: AbortSignal;
};

/**
 * Asks the central API again and again while a patient waits. `once` answers, or says `again`; a central API that does
 * not answer counts as `again`. Ends with `unavailable` where nothing has been sent and the central API can't be asked, and
 * with `unknown` when patience is over with something sent. The signal fires when patience is over. A patient who has
 * left has no patience: what is under way ends by itself, and nothing new is begun.
 */
export async function withRetries<T>(
  deps: RetryDeps,
  hasSent: () => boolean,
  once: (signal: AbortSignal) => Promise<T | "again">,
): Promise<T | "unavailable" | "unknown"> {
  const { clock, log, patience, left } = deps;
  const deadline = clock.monotonic() + patience;
  const over = new AbortController();
  const cancel = clock.after(patience, () => over.abort());
  try {
    for (let round = 0; clock.monotonic() < deadline && !left.aborted; round++) {
      try {
        const answer = await once(over.signal);
        if (answer !== "again") return answer;
      } catch (error) {
        if (!(error instanceof CentralError)) throw error;
        logFault(log, error, [
          "booking.unanswered",
          { fault: error.fault, code: error.code, round, sent: hasSent() },
        ]);
        // Wrong access doesn't heal while somebody waits.
        if (!hasSent() && (round + 1 >= roundsUnsent || error.fault === "unauthorized")) return "unavailable";
      }
      await pause(clock, Math.min(waitAfter(pauses, round), deadline - clock.monotonic()), left);
    }
    return hasSent() ? "unknown" : "unavailable";
  } finally {
    cancel();
  }
}
