import type { Log } from "#contract/ports.ts";
import type { Journal } from "./journal/journal.ts";

/** What was answered to the screens and not yet seen there. */
export type Showing = {
  /** The operation stands in the journal as `showing`, and its visit is on its way to the screen. */
  begin(visitId: string, key: string): void;
  /** The screen that shows this visit has been painted. */
  acknowledged(visitId: string): void;
  /** The session is over: whoever was to see it may have gone. */
  left(): void;
};

export function createShowing(parts: { journal: Journal; log: Log }): Showing {
  const { journal, log } = parts;
  const keys = new Map<string, Set<string>>();
  return {
    begin(visitId, key) {
      keys.set(visitId, (keys.get(visitId) ?? new Set()).add(key));
    },
    acknowledged(visitId) {
      for (const key of keys.get(visitId) ?? []) journal.advance(key, { event: "acknowledged" });
      keys.delete(visitId);
    },
    left() {
      for (const key of [...keys.values()].flatMap((each) => [...each])) {
        if (journal.get(key)?.phase.state !== "showing") continue;
        journal.advance(key, { event: "left" });
        log.warn("nobody is known to have seen what was booked, cancelled or moved", { key });
      }
    },
  };
}
