import type { Clock } from "#contract/base/ports.ts";
import { systemClock } from "#main/time/clock.ts";

/** Wednesday, 18 November 2026, seven in the morning in Moscow: the day has all its times still ahead. */
const wednesday = Date.parse("2026-11-18T07:00:00+03:00");

/**
 * A clock that shows this instant (ms) now and goes on from there, whatever day it is outside. It isn't the fake
 * clock: whole kiosks run by it, on real timers.
 */
export function clockFrom(instant: number): Clock {
  const begun = systemClock.monotonic();
  return { ...systemClock, now: () => Math.round(instant + systemClock.monotonic() - begun) };
}

/** What the clinics of the tests go by. The demo region is made from its day, so it holds the same every day. */
export const clinicClock: Clock = clockFrom(wednesday);
