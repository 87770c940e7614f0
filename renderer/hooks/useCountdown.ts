import { useEffect, useState } from "react";

/** How often a countdown looks at the clock, ms: a second is never shown for much longer than a second. */
const lookEvery = 250;

/** Whole seconds that are left of `seconds` counted from `since` (the page's monotonic clock, ms), never below zero. */
export const secondsLeft = (seconds: number, since: number): number =>
  Math.max(0, Math.ceil(seconds - (performance.now() - since) / 1000));

/**
 * Tells `onLook` at once, then four times a second, what `secondsLeft` is, and `onEnd` once when nothing is.
 * Returns what stops it.
 */
export function countDown(
  seconds: number,
  since: number,
  onLook: (left: number) => void,
  onEnd?: () => void,
): () => void {
  let ended = false;
  const look = (): void => {
    const left = secondsLeft(seconds, since);
    onLook(left);
    if (left > 0 || ended) return;
    ended = true;
    onEnd?.();
  };
  look();
  const timer = setInterval(look, lookEvery);
  return () => clearInterval(timer);
}

/** The seconds that are left of a countdown, for a component to show; `onEnd` is called once when they are over. */
export function useCountdown(seconds: number, since: number, onEnd?: () => void): number {
  const [shown, setShown] = useState(() => secondsLeft(seconds, since));
  useEffect(() => countDown(seconds, since, setShown, onEnd), [seconds, since, onEnd]);
  return shown;
}
