import type { Clock } from "#contract/index.ts";

/** Ends after `ms`, or when the signal fires. */
export const pause = (clock: Pick<Clock, "after">, ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      cancel();
      signal.removeEventListener("abort", done);
      resolve();
    };
    const cancel = clock.after(Math.max(0, ms), done);
    signal.addEventListener("abort", done);
    if (signal.aborted) done();
  });
