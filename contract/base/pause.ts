import type { Clock } from "./ports.ts";

/** What is used of an AbortSignal, which screens and Node each declare for themselves. */
type Ending = {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
};

/** Ends after `ms`, or as soon as `signal` fires. */
export const pause = (clock: Pick<Clock, "after">, ms: number, signal: Ending): Promise<void> =>
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
