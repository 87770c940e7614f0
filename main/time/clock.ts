import { randomBytes } from "node:crypto";
import { v7 } from "uuid";
import type { Clock, Ids } from "#contract/base/ports.ts";

/** The machine's own time. Timers don't keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, action) {
    const timer = setTimeout(action, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

export const systemIds: Ids = {
  key: () => v7(),
  secret: () => randomBytes(32).toString("hex"),
};
