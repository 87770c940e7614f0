import type { SlotRow } from "#contract/index.ts";
import type { PullParts } from "./parts.ts";

/**
 * Slots of any schedule that changed since the cursor, page by page as they come; the cursor moves with the
 * last page. Before the first cursor: since the oldest window was pulled.
 * @returns the centre's clock when the pull began.
 */
export async function pullChanges(parts: PullParts): Promise<number> {
  const { central, store, settings, signal } = parts;
  const cursor = store.cursor("slot") ?? oldestWindow(parts);
  const startedAt = central.now();
  if (cursor === null) return startedAt;
  let at: number | null = null;
  let newest = cursor;
  let waiting: readonly SlotRow[] = [];
  for await (const page of central.changedSlots(cursor - settings.overlap * 1000, signal)) {
    if (waiting.length > 0) await parts.save({ slots: waiting });
    at ??= page.serverTime;
    parts.rejections.note("slot", page.rejected);
    for (const { lastUpdated } of page.rows) newest = Math.max(newest, lastUpdated);
    const { from, until } = parts.horizon();
    // A slot that was moved out of view is here as good as withdrawn.
    waiting = page.rows.map((row) =>
      row.start >= from && row.start < until ? row : { ...row, status: "entered-in-error" },
    );
  }
  await parts.save({ slots: waiting, cursors: { slot: at ?? newest } });
  return at ?? startedAt;
}

function oldestWindow({ store }: PullParts): number | null {
  let oldest: number | null = null;
  for (const { windowAt } of store.schedules()) {
    if (windowAt !== null && (oldest === null || windowAt < oldest)) oldest = windowAt;
  }
  return oldest;
}
