import { createTally, type SetAside } from "#contract/index.ts";
import type { SyncLog } from "../log-events.ts";

/** Counts rows that were not fit to be stored, and logs each once: an overlap brings it again and again. */
export type Rejections = { note(of: string, rejected: readonly SetAside[]): void };

const mostRemembered = 5000;

export function createRejections(log: SyncLog): Rejections {
  const seen = new Set<string>();
  return {
    note(of, rejected) {
      const fresh = rejected.filter(({ id, kind }) => !seen.has(`${of}/${id} ${kind}`));
      if (fresh.length === 0) return;
      if (seen.size > mostRemembered) seen.clear();
      for (const { id, kind } of fresh) seen.add(`${of}/${id} ${kind}`);
      const tally = createTally();
      tally.add(of, fresh);
      for (const { kind, count, examples } of tally.counts())
        log.write("sync.rows-left-out", { of, kind, count, examples });
    },
  };
}
