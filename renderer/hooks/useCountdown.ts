import { useEffect, useState } from "react";

/**
 * Whole seconds that are left of `seconds` counted from `since` (the page's monotonic clock, ms), never below
 * zero. `onEnd` is called once when they are over.
 */
export function useCountdown(seconds: number, since: number, onEnd?: () => void): number {
  const left = (): number => Math.max(0, Math.ceil(seconds - (performance.now() - since) / 1000));
  const [shown, setShown] = useState(left);
  useEffect(() => {
    let ended = false;
    const tick = (): void => {
      const now = Math.max(0, Math.ceil(seconds - (performance.now() - since) / 1000));
      setShown(now);
      if (now > 0 || ended) return;
      ended = true;
      onEnd?.();
    };
    tick();
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, [seconds, since, onEnd]);
  return shown;
}
