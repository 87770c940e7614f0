import type { Clock } from "#contract/index.ts";

/** A visit that isn't there, while its time is free, counts as never booked when it is so twice, this far apart, ms. */
export const proofSpan = 120_000;
/** A cancelled visit that stands all this while isn't cancelled: a claim may come late, be carried out late, and be seen late, ms. */
export const claimSpan = 3 * proofSpan;
/** What stays undecided for so long is for people to look at, ms. */
export const longestUndecided = 10 * 60_000;

/**
 * For how long an operation has been seen to be so, ms, at each look anew. In memory: a restart begins the span anew,
 * which makes it longer and never shorter.
 */
export function createLasting(clock: Pick<Clock, "monotonic">) {
  const since = new Map<string, number>();
  return {
    seen(key: string): number {
      const first = since.get(key) ?? clock.monotonic();
      since.set(key, first);
      return clock.monotonic() - first;
    },
    forget: (key: string): void => void since.delete(key),
  };
}
