import { atMostNow, type SlotRow } from "#contract/index.ts";
import { aheadAtMost, believable } from "./clock-watch.ts";
import type { PullDeps } from "./deps.ts";

/** A transaction holds at most so many rows: whoever else writes to the store waits for its end. */
export const rowsPerWrite = 2000;

export type PulledChanges = {
  /** The central API's clock when the pull began. */
  readonly freshAt: number;
  /** Changes may have been passed over: the search isn't whole, or the central API's clock isn't to be relied on now. */
  readonly doubtful: boolean;
};

/**
 * Slots of any schedule that changed since the cursor, page by page as they come; the cursor moves with the
 * last rows. Before the first cursor: since the oldest window was pulled.
 */
export async function pullChanges(deps: PullDeps): Promise<PulledChanges> {
  const { central, store, settings, signal } = deps;
  const cursor = store.cursor("slot") ?? oldestWindow(store.schedules());
  const startedAt = central.now();
  if (cursor === null) return { freshAt: startedAt, doubtful: false };
  let at: number | null = null;
  let newest = cursor;
  let unproven = false;
  const tellsTime = central.tellsTime();
  let waiting: readonly SlotRow[] = [];
  for await (const page of central.changedSlots(Math.max(0, cursor - settings.overlap * 1000), signal)) {
    at ??= page.serverTime;
    unproven ||= page.unproven === true;
    deps.rejections.note("slot", page.rejected);
    const now = central.now();
    const { from, until } = deps.horizon();
    const rows = page.rows.map((row): SlotRow => {
      newest = Math.max(newest, atMostNow(row.lastUpdated, now, aheadAtMost));
      const sound = believable(row, now);
      // A slot that was moved out of view is here as good as withdrawn.
      return row.start >= from && row.start < until ? sound : { ...sound, status: "entered-in-error" };
    });
    for (let begin = 0; begin < rows.length; begin += rowsPerWrite) {
      if (waiting.length > 0) await deps.save({ slots: waiting });
      waiting = rows.slice(begin, begin + rowsPerWrite);
    }
  }
  await deps.save({ slots: waiting, cursors: { slot: at ?? newest } });
  return { freshAt: at ?? startedAt, doubtful: unproven || (tellsTime && at === null) };
}

/** When the schedule that was longest not pulled was pulled; null where none ever was. */
export function oldestWindow(schedules: readonly { readonly windowAt: number | null }[]): number | null {
  let oldest: number | null = null;
  for (const { windowAt } of schedules) {
    if (windowAt !== null && (oldest === null || windowAt < oldest)) oldest = windowAt;
  }
  return oldest;
}
