import {
  type BackOff,
  type BackOffRule,
  type CentralError,
  type Clock,
  createBackOff,
} from "#contract/index.ts";
import type { SyncLog } from "../log-events.ts";

/** What the central API can't tell although it answers otherwise: schedules and types of rows, each with its own back-off. */
export type Quarantine = {
  /** Whether it may be asked for now: it is not in quarantine, or its wait is over. */
  isDue(name: string): boolean;
  has(name: string): boolean;
  /** It is in quarantine although the central API answered: to try again takes no long wait. */
  isAnswered(name: string): boolean;
  /** It could not be read, and the central API was there. */
  failed(name: string, error: CentralError): void;
  succeeded(name: string): void;
};

/** Jitter keeps what failed together from being asked for together again and again. */
const rule: BackOffRule = { first: 30_000, longest: 15 * 60_000, jitter: 0.5, longestAsked: 3_600_000 };

export function createQuarantine(parts: {
  readonly clock: Clock;
  readonly log: SyncLog;
  readonly random: () => number;
  /** Fires when the pull is closed: what is given up then says nothing of the central API. */
  readonly closed: AbortSignal;
}): Quarantine {
  const { clock, log, random, closed } = parts;
  const entries = new Map<string, { readonly backOff: BackOff; dueAt: number; answered: boolean }>();
  return {
    isDue: (name) => (entries.get(name)?.dueAt ?? 0) <= clock.monotonic(),
    has: (name) => entries.has(name),
    isAnswered: (name) => entries.get(name)?.answered ?? false,
    failed(name, error) {
      if (closed.aborted) return;
      const entry = entries.get(name) ?? {
        backOff: createBackOff(rule, { random }),
        dueAt: 0,
        answered: false,
      };
      const isNew = !entries.has(name);
      entries.set(name, entry);
      entry.answered = !error.isAway;
      const wait = entry.backOff.failed(error.retryAfter);
      entry.dueAt = clock.monotonic() + wait;
      // The first failure is news, and then one an hour at most: the longest wait is a quarter of it.
      const isNews = isNew || entry.backOff.failures() % 8 === 0;
      log.write(isNews ? "sync.part-unreadable" : "sync.part-still-unreadable", {
        part: name,
        fault: error.fault,
        detail: error.message,
        nextTryIn: Math.round(wait),
        failures: entry.backOff.failures(),
      });
    },
    succeeded(name) {
      if (entries.delete(name)) log.write("sync.part-readable", { part: name });
    },
  };
}
