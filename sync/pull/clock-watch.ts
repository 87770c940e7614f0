import { agree, isPlausibleInstant, referenceTypes } from "#contract/index.ts";
import type { PullDeps } from "./deps.ts";

/** How far an instant of the central API's may lie ahead of its clock as it is known here, ms. */
export const aheadAtMost = 10 * 60_000;
/** A step of the central API's clock that is worth a pull of everything, ms; a look back covers smaller ones. */
const leastStep = 2 * 60_000;
/** The least time between two pulls of everything because of such steps, ms. */
const stepPause = 60 * 60_000;
/** How long the central API's clock must have been steady before what is past by it is removed, ms. */
const steadyAfter = 10 * 60_000;

/** The row; a change that the central API dates into the future happened at the latest now, or no later one would be newer. */
export const believable = <Row extends { readonly lastUpdated: number }>(row: Row, now: number): Row =>
  row.lastUpdated <= now + aheadAtMost ? row : { ...row, lastUpdated: now };

/** Watches the central API's clock and the instants of it that are stored. */
export type ClockWatch = {
  /** Forgets stored instants that can't be right any more. @returns whether everything is to be pulled again. */
  check(): boolean;
  /** Whether the clock has been steady for so long that what is past by it may be removed. */
  isSteady(): boolean;
};

export function createClockWatch(
  deps: Pick<PullDeps, "central" | "store" | "settings" | "clock" | "log">,
): ClockWatch {
  const { central, store, settings, clock, log } = deps;
  const lookBack = Math.max(5, settings.overlap) * 1000;
  let seen: { readonly offset: number; readonly since: number } | null = null;
  let invalidatedAt = Number.NEGATIVE_INFINITY;

  const stored = (): number[] => {
    const cursors = [...referenceTypes, "slot" as const].map((kind) => store.cursor(kind));
    const windows = store.schedules().map(({ windowAt }) => windowAt);
    return [...cursors, ...windows, store.fullAt(), store.freshAt()].filter((at) => at !== null);
  };
  /** Whether the clock isn't where it should be after the time that has passed since it was last looked at. */
  const stepped = (): boolean => {
    const offset = central.now() - clock.monotonic();
    const steady = seen !== null && agree(offset, seen.offset, Math.max(leastStep, lookBack));
    const isStep = seen !== null && !steady;
    if (!steady) seen = { offset, since: clock.monotonic() };
    return isStep;
  };
  const invalidate = (why: "storedTimesImplausible" | "clockRegressed" | "clockStepped"): true => {
    log.write("sync.pulled-anew", { why });
    invalidatedAt = clock.monotonic();
    store.invalidateCursors(central.now());
    return true;
  };

  return {
    check() {
      const now = central.now();
      const hasStepped = stepped();
      const instants = stored();
      const newest = Math.max(0, ...instants);
      if (newest > now + aheadAtMost || instants.some((at) => at !== 0 && !isPlausibleInstant(at)))
        return invalidate("storedTimesImplausible");
      const wentBack = newest - now > lookBack;
      // Two servers behind one address, with clocks that differ, would have us pull everything for ever.
      if ((hasStepped || wentBack) && clock.monotonic() - invalidatedAt >= stepPause)
        return invalidate(wentBack ? "clockRegressed" : "clockStepped");
      return false;
    },
    isSteady: () => seen !== null && clock.monotonic() - seen.since >= steadyAfter,
  };
}
