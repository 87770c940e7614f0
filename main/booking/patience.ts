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

/** What somebody at the screen has touched. */
export type Touch = {
  /** The monotonic moment of the touch, ms; left out, it is now. */
  readonly touchedAt?: number;
};

/** Runs what a touch asked for, within what is left of the patient's patience. */
export type WithinPatience = <T>(touch: Touch, work: (patience: Patience) => Promise<T>) => Promise<T>;

/** @param ms how long a patient waits from the touch to the answer, whatever it takes (DESIGN §4, step 4) */
export const withinPatience =
  (clock: Pick<Clock, "monotonic" | "after">, ms: number): WithinPatience =>
  ({ touchedAt }, work) => {
    const waited = clock.monotonic() - (touchedAt ?? clock.monotonic());
    const patience = startPatience(clock, Math.max(0, ms - waited));
    return work(patience).finally(patience.release);
  };
