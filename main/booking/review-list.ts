import type { ReviewItem } from "#contract/booking/review-item.ts";
import type { Log } from "../log/events.ts";
import { maskPhone } from "../sessions/patient-view.ts";
import type { Journal } from "./journal/journal.ts";

/**
 * What people at reception must see to, because the kiosk can't or must not settle it by itself. It names patients:
 * no procedure of the lobby's screens leads to it.
 */
export type ReviewList = {
  list(): ReviewItem[];
  /** Seen to: what was personal about it is gone. False where there is no such item. */
  done(id: string): boolean;
};

export function createReviewList(parts: { journal: Journal; log: Log }): ReviewList {
  const { journal, log } = parts;
  return {
    list: () => [
      ...journal.inState("review").flatMap(({ key, kind, phase, changedAt, payload }) => {
        if (phase.state !== "review") return [];
        const { visitId, facts, phone } = payload;
        return [
          {
            id: key,
            operation: kind,
            reason: phase.reason,
            since: changedAt,
            visitId,
            facts,
            phone: phone && maskPhone(phone),
          },
        ];
      }),
      ...journal.unreadable().map(
        ({ id, changedAt }): ReviewItem => ({
          id,
          operation: null,
          reason: "unreadable",
          since: changedAt,
          visitId: null,
          facts: null,
          phone: null,
        }),
      ),
    ],
    done(id) {
      if (journal.dropUnreadable(id)) {
        log.write("review-list.unreadable-entry-done", { key: id });
        return true;
      }
      if (journal.get(id)?.phase.state !== "review") return false;
      journal.advance(id, { event: "done" });
      log.write("review-list.entry-done", { key: id });
      return true;
    },
  };
}
