import type { ChildProcess } from "node:child_process";
import type { Clock } from "#contract/index.ts";
import { keepRunning } from "../shell/keep-running.ts";
import { asRunning } from "../shell/process.ts";

/** Between two starts, ms: the desktop is to be seen meanwhile. */
const rule = { first: 500, longest: 10_000, stableAfter: 60_000 };

/** What Electron's main process answers with by itself: all is well, or a failure that it has told of. */
const ownCodes: readonly (number | null)[] = [0, 1];

/**
 * Runs Electron's main process until it ends by itself or `signal` is aborted. One that was killed, or crashed, takes
 * its window along and is started again, as often as it takes.
 * @returns how it ended, and whether that is a failure
 */
export async function runElectron(
  start: () => ChildProcess,
  { clock, say, signal }: { clock: Clock; say: (line: string) => void; signal: AbortSignal },
): Promise<{ readonly how: string; readonly failed: boolean }> {
  const { promise, resolve } = Promise.withResolvers<{ how: string; failed: boolean }>();
  let crashed = false;
  const kept = keepRunning({
    start() {
      const child = start();
      const running = asRunning(child, clock);
      void running.ended.then((how) => {
        // A program that never began has neither a code nor a signal.
        const began = child.pid !== undefined;
        crashed = began && !ownCodes.includes(child.exitCode);
        if (!crashed) resolve({ how, failed: child.exitCode !== 0 });
      });
      return running;
    },
    clock,
    rule,
    onEnded: (how, delay) => {
      if (crashed) say(`Electron ended (${how}): starting it again in ${delay / 1000} s.`);
    },
  });
  const stop = () => resolve({ how: "asked to", failed: false });
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  const end = await promise;
  await kept.stop();
  return end;
}
