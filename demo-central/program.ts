import { z } from "zod";
import type { Clock } from "#contract/index.ts";
import { type DemoCentralLog, demoCentralEvents } from "./log-events.ts";

/** A whole number of a command line. */
export const whole = (low: number, high: number): z.ZodType<number> =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.int().min(low).max(high));

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, action) {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
};

/** Faults go to the error output, one line each; the rest of the log is for other hosts of the central API. */
export const errorLog: DemoCentralLog = {
  write(event, facts) {
    const { level } = demoCentralEvents[event];
    if (level === "error") console.error(JSON.stringify({ level, event, ...facts }));
  },
};
