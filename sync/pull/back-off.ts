/** The longest wait between tries, ms. A centre that asks for more (`Retry-After`) gets more. */
const longest = 60_000;
const first = 1000;
/** Nobody is told to stay away for longer: a slip of a proxy would silence the kiosk for days. */
const longestAsked = 3_600_000;

/** Doubling waits with jitter, so that a region's kiosks don't all come back in the same second. */
export function createBackOff(random: () => number) {
  let failures = 0;
  return {
    /** ms until the next try. */
    failed(retryAfter: number | null): number {
      const wait = Math.min(longest, first * 2 ** Math.min(failures, 10));
      failures++;
      const jittered = wait / 2 + (wait / 2) * random();
      return Math.max(jittered, Math.min(retryAfter ?? 0, longestAsked));
    },
    succeeded(): void {
      failures = 0;
    },
  };
}
