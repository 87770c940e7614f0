import { agree, type Clock, isPlausibleInstant, plausibleDate } from "#contract/index.ts";

/** The central API's clock as seen from here: what its `Date` headers agree on, carried on by our monotonic clock. */
export interface CentralClock {
  /**
   * Takes note of a `Date` header.
   * @returns its instant in ms; null where there was none, or none that is believed (yet).
   */
  note(header: string | null): number | null;
  /** Whole ms; our own wall clock until the central API's is known. */
  now(): number;
  /** Whether the central API has told a time that was believed. */
  isKnown(): boolean;
}

/** A step of the central API's clock that is followed at once, ms: it was set, or another machine of it answers. */
const smallStep = 2 * 60_000;
/** Our own wall clock bears witness to a header that is so near to it, ms. */
const nearOurs = 10 * 60_000;
/** Answers that have to agree before a larger step is believed, … */
const leastAnswers = 3;
/** … how near to each other, ms, … */
const alike = 10_000;
/** … and over how long, ms, once the central API's clock was known: a fault of some seconds is none of its clock. */
const leastSpan = 60_000;

/**
 * A header is believed that agrees with what is known of the central API's clock, or with our own. Any other has to be
 * repeated: a proxy that makes headers up must not move the kiosk's day, and a kiosk with a dead battery still
 * comes to the central API's time, with the first answer where its own can't be right at all.
 */
export function createCentralClock(clock: Clock): CentralClock {
  let offset: number | null = null;
  /** A step that was told and is not believed yet: the offset, when it was first told, and how often. */
  let step = { offset: Number.NaN, since: 0, times: 0 };
  const now = () => Math.round(offset === null ? clock.now() : clock.monotonic() + offset);

  const isConfirmed = (told: number): boolean => {
    const at = clock.monotonic();
    const again = agree(told - at, step.offset, alike);
    step = again ? { ...step, times: step.times + 1 } : { offset: told - at, since: at, times: 1 };
    return step.times >= leastAnswers && (offset === null || at - step.since >= leastSpan);
  };
  const isBelieved = (told: number): boolean => {
    if (offset !== null && agree(told, now(), smallStep)) return true;
    if (agree(told, clock.now(), nearOurs)) return true;
    if (offset === null && !isPlausibleInstant(clock.now())) return true;
    return isConfirmed(told);
  };

  return {
    note(header) {
      const told = plausibleDate(header);
      if (told === null || !isBelieved(told)) return null;
      step = { offset: Number.NaN, since: 0, times: 0 };
      // The header counts whole seconds: while it agrees with what we hold, ours is the finer one.
      const ahead = now() - told;
      if (offset === null || ahead < 0 || ahead >= 2000) offset = told - clock.monotonic();
      return told;
    },
    now,
    isKnown: () => offset !== null,
  };
}
