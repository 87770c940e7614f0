import type { Clock } from "#contract/base/ports.ts";

/** How long somebody at the screen still waits for an answer, counted from their touch. */
export type Patience = {
  /** ms; 0 once it is over. */
  left(): number;
  /** Fires when it is over. */
  readonly signal: AbortSignal;
  /** The answer has been given. */
  release(): void;
};

/** @param ms from now on, over everything that the answer needs */
export function startPatience(clock: Pick<Clock, "monotonic" | "after">, ms: number): Patience {
  const until = clock.monotonic() + ms;
  const over = new AbortController();
  const release = clock.after(ms, () => over.abort());
  return { left: () => Math.max(0, until - clock.monotonic()), signal: over.signal, release };
}
