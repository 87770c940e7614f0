import type { Clock } from "#contract/base/ports.ts";

/**
 * A running clock of which a test can skip a part: what was to happen in it happens at once, in its order. It isn't
 * the fake clock: between the skips real servers and files answer in real time, and timers wait for them.
 */
export type SkippingClock = Clock & { skip(ms: number): void };

/** @param clock what it goes by between skips */
export function skippingClock(clock: Clock): SkippingClock {
  type Timer = { readonly at: number; readonly ring: () => void; cancel: () => void };
  const timers = new Set<Timer>();
  let skipped = 0;
  const monotonic = (): number => clock.monotonic() + skipped;
  const arm = (timer: Timer): void => {
    timer.cancel();
    timer.cancel = clock.after(Math.max(0, timer.at - monotonic()), timer.ring);
  };
  return {
    now: () => clock.now() + skipped,
    monotonic,
    after(ms, action) {
      const ring = (): void => {
        timers.delete(timer);
        timer.cancel();
        action();
      };
      const timer: Timer = { at: monotonic() + ms, ring, cancel: () => undefined };
      timers.add(timer);
      arm(timer);
      return () => {
        timers.delete(timer);
        timer.cancel();
      };
    },
    skip(ms) {
      skipped += ms;
      const due = [...timers].filter(({ at }) => at <= monotonic()).sort((a, b) => a.at - b.at);
      // One that is due may cancel another.
      for (const timer of due) if (timers.has(timer)) timer.ring();
      for (const timer of timers) arm(timer);
    },
  };
}
