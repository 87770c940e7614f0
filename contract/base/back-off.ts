import type { Clock } from "./ports.ts";

/** How long to wait between tries of one thing that fails; all times in ms. */
export type BackOffRule = {
  /** After the first failure; each further one in a row doubles it. */
  readonly first: number;
  readonly longest: number;
  /** The share of a wait that is left to chance, 0 to 1, so that many kiosks don't come back at once. None by default. */
  readonly jitter?: number;
  /**
   * The longest wait that the other side may ask for (`Retry-After`), 0 by default. A slip of a proxy must not
   * silence the kiosk for days.
   */
  readonly longestAsked?: number;
  /** A thing that ran for so long since {@link BackOff.markStarted} starts anew with its next failure. */
  readonly stableAfter?: number;
};

/** Counts failures in a row and says how long to wait. Not by a wall clock: one that jumps changes nothing. */
export interface BackOff {
  /** Counts a failure. @param asked the least wait that the other side asked for. @returns ms until the next try. */
  failed(asked?: number | null): number;
  succeeded(): void;
  /** The thing runs now; whether it is stable shows by the clock. */
  markStarted(): void;
  /** Failures in a row. */
  failures(): number;
}

/** Beyond this many doublings every wait is the longest; a power of two must stay a finite number. */
const mostDoublings = 30;

/** The wait after so many failures in a row before this one, without chance: `first`, twice that, … `longest`. */
export const waitAfter = (
  { first, longest }: Pick<BackOffRule, "first" | "longest">,
  before: number,
): number => Math.min(longest, first * 2 ** Math.max(0, Math.min(before, mostDoublings)));

/**
 * @param parts `random` answers 0 ≤ n < 1 and is needed for `jitter` alone, `clock` for `stableAfter` alone.
 */
export function createBackOff(
  rule: BackOffRule,
  parts: { readonly random?: () => number; readonly clock?: Pick<Clock, "monotonic"> } = {},
): BackOff {
  const { jitter = 0, longestAsked = 0, stableAfter = Number.POSITIVE_INFINITY } = rule;
  const { random = () => 1, clock = { monotonic: () => 0 } } = parts;
  let failures = 0;
  let startedAt: number | null = null;
  return {
    failed(asked = null) {
      if (startedAt !== null && clock.monotonic() - startedAt >= stableAfter) failures = 0;
      startedAt = null;
      const wait = waitAfter(rule, failures++);
      const jittered = wait * (1 - jitter) + wait * jitter * random();
      return Math.max(jittered, Math.min(longestAsked, asked ?? 0));
    },
    succeeded() {
      failures = 0;
    },
    markStarted() {
      startedAt = clock.monotonic();
    },
    failures: () => failures,
  };
}
