import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ReviewItem } from "#contract/booking/review-item.ts";
import { openJournal } from "#main/booking/journal/journal.ts";
import { createReviewList, type ReviewList } from "#main/booking/review-list.ts";
import { systemClock } from "#main/time/clock.ts";
import { keptLog } from "./log.ts";

/**
 * The list of what people must see to, read from the files of a kiosk: the lobby's own page can't ask for it. Each
 * call opens and closes the journal, for a reader that stays keeps the core from emptying the write-ahead log.
 */
export function reviewList(dataDir: string): ReviewList {
  const withList = <T>(work: (list: ReviewList) => T): T => {
    const key = readFileSync(join(dataDir, "kiosk.key"));
    const log = keptLog();
    const journal = openJournal({ file: join(dataDir, "journal.sqlite"), key, clock: systemClock });
    try {
      return work(createReviewList({ journal, log }));
    } finally {
      journal.close();
    }
  };
  return {
    list: (): ReviewItem[] => withList((list) => list.list()),
    done: (id) => withList((list) => list.done(id)),
  };
}
