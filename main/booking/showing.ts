import type { Log } from "../log/events.ts";
import type { Journal } from "./journal/journal.ts";

/** What was answered to the screens and not yet seen there. */
export type Showing = {
  /**
   * The operation stands in the journal as `showing`, and its visit is on its way to the screen. If its patient
   * leaves before it was painted, nobody may have seen it, and people are told.
   * @param left fires when the patient leaves
   */
  begin(visitId: string, key: string, left: AbortSignal): void;
  /** The screen that shows this visit has been painted; its word may come after the patient has left. */
  acknowledged(visitId: string): void;
};

export function createShowing(parts: { journal: Journal; log: Log }): Showing {
  const { journal, log } = parts;
  const keys = new Map<string, Set<string>>();

  /** Throws nothing: it runs while a session is being ended. What it can't write, the next start finds. */
  const unseen = (key: string): void => {
    try {
      if (journal.get(key)?.phase.state !== "showing") return;
      journal.advance(key, { event: "left" });
      log.write("booking.not-shown", { key });
    } catch (error) {
      log.write("journal.write-failed", { key, error: String(error) });
    }
  };

  return {
    begin(visitId, key, left) {
      keys.set(visitId, (keys.get(visitId) ?? new Set()).add(key));
      if (left.aborted) unseen(key);
      else left.addEventListener("abort", () => unseen(key), { once: true });
    },
    acknowledged(visitId) {
      for (const key of keys.get(visitId) ?? []) journal.advance(key, { event: "acknowledged" });
      keys.delete(visitId);
    },
  };
}
