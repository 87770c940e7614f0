import type { Log, Page } from "#contract/index.ts";

/** Counts rows that were not fit to be stored, and logs each once: an overlap brings it again and again. */
export type Rejections = { note(of: string, rejected: Page<unknown>["rejected"]): void };

const mostRemembered = 5000;

export function createRejections(log: Log): Rejections {
  const seen = new Set<string>();
  return {
    note(of, rejected) {
      const fresh = rejected.filter(({ id, why }) => !seen.has(`${of}/${id} ${why}`));
      if (fresh.length === 0) return;
      if (seen.size > mostRemembered) seen.clear();
      for (const { id, why } of fresh) seen.add(`${of}/${id} ${why}`);
      log.warn("rows left out", { of, count: fresh.length, examples: fresh.slice(0, 3) });
    },
  };
}
