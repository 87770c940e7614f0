import type { Clock } from "#contract/index.ts";

/** The centre's clock as seen from here: its last `Date` header, carried on by our monotonic clock. */
export interface CentreClock {
  /** Takes note of a `Date` header; its instant in ms, or null where there was none. */
  note(header: string | null): number | null;
  /** Whole ms; our own wall clock until the centre has answered for the first time. */
  now(): number;
}

export function createCentreClock(clock: Clock): CentreClock {
  let offset: number | null = null;
  const now = () => Math.round(offset === null ? clock.now() : clock.monotonic() + offset);
  return {
    note(header) {
      const told = header === null ? Number.NaN : Date.parse(header);
      if (Number.isNaN(told)) return null;
      // The header counts whole seconds: while it agrees with what we hold, ours is the finer one.
      const ahead = now() - told;
      if (offset === null || ahead < 0 || ahead >= 2000) offset = told - clock.monotonic();
      return told;
    },
    now,
  };
}
