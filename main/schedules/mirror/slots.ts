import type { SlotRow } from "#contract/index.ts";
import type { Conflict, Resolution, Window } from "#sync/store.ts";
import type { Store } from "../../store/open.ts";
import type { Changes } from "./changes.ts";
import type { SlotIndex } from "./slot-index.ts";

type Stored = {
  readonly id: string;
  readonly start: number;
  readonly version: string;
  readonly last_updated: number;
  readonly missed: number;
};

/** The same slot under another schedule. */
type Elsewhere = Stored & { readonly no: number; readonly scheduleId: string };

/** Writes slots. Runs inside the caller's transaction. */
export type SlotTable = {
  upsert(row: SlotRow, changes: Changes): void;
  window(window: Window, changes: Changes): void;
  settle(resolution: Resolution, changes: Changes): void;
  scheduleNumbers(): readonly number[];
  /** Removes these schedules' slots that start before an instant. */
  prune(scheduleNumbers: readonly number[], before: number): void;
};

type SlotValues = [number, number, string, number, string, string, number, string | null];
export const slotColumns = 'schedule_no, start, id, "end", status, version, last_updated, purpose';
/** A slot's values in the order of {@link slotColumns}. */
export const slotValues = (no: number, row: SlotRow): SlotValues => [
  no,
  row.start,
  row.id,
  row.end,
  row.status,
  row.version,
  row.lastUpdated,
  row.purpose ? JSON.stringify(row.purpose) : null,
];

/** No schedule has this number. */
const notMirrored = -1;

const read = "SELECT id, start, version, last_updated, missed FROM slot WHERE schedule_no = ?";

export function slotTable(
  store: Store,
  scheduleNo: (scheduleId: string) => number | null,
  index: Pick<SlotIndex, "isThere">,
): SlotTable {
  const inWindow = store.prepare<[number, number, number], Stored>(`${read} AND start >= ? AND start < ?`);
  const atStart = store.prepare<[number, number, string], Stored>(`${read} AND start = ? AND id = ?`);
  const anywhere = store.prepare<[number, string], Stored>(`${read} AND id = ?`);
  const anySlot = store.prepare<[number], 1>("SELECT 1 FROM slot WHERE schedule_no = ? LIMIT 1").pluck();
  const insert = store.prepare<SlotValues>(`
    INSERT INTO slot (${slotColumns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET "end" = excluded."end", status = excluded.status, version = excluded.version,
      last_updated = excluded.last_updated, purpose = excluded.purpose, missed = 0
  `);
  const remove = store.prepare<[number, number, string]>(
    "DELETE FROM slot WHERE schedule_no = ? AND start = ? AND id = ?",
  );
  const elsewhere = store.prepare<[string, number], Elsewhere>(`
    SELECT schedule_no AS no, schedule.id AS scheduleId, slot.id, start, slot.version, slot.last_updated, slot.missed
    FROM slot JOIN schedule ON schedule.no = schedule_no WHERE slot.id = ? AND schedule_no <> ?`);
  const setMissed = store.prepare<[number, number, number, string]>(
    "UPDATE slot SET missed = ? WHERE schedule_no = ? AND start = ? AND id = ?",
  );
  const setWindowAt = store.prepare<[number, number]>("UPDATE schedule SET window_at = ? WHERE no = ?");
  // Schedule by schedule: each is one range of the clustered key, and not a walk over all slots.
  const pruneOne = store.prepare<[number, number]>("DELETE FROM slot WHERE schedule_no = ? AND start < ?");
  const numbers = store.prepare<[], number>("SELECT no FROM schedule").pluck();

  const put = (no: number, stored: Stored | undefined, row: SlotRow, changes: Changes): void => {
    const kept = row.status !== "entered-in-error";
    if (!stored && !kept) return;
    if (stored && (!kept || stored.start !== row.start)) remove.run(no, stored.start, row.id);
    if (kept) insert.run(...slotValues(no, row));
    changes.scheduleIds.add(row.scheduleId);
  };
  const conflict = (scheduleId: string, { id, start, version }: Stored, why: Conflict["why"]): Conflict => ({
    why,
    of: "slot",
    id,
    version,
    scheduleId,
    start,
  });
  /** The same slot at another time of its schedule. A first load compares once, when it builds the index. */
  const elsewhereOf = (no: number, id: string): Stored | undefined =>
    index.isThere() ? anywhere.get(no, id) : undefined;
  /** A slot belongs to one schedule: whether it is this row's, and no newer one has it under another. */
  const takeFromOthers = (no: number, row: SlotRow, changes: Changes): boolean => {
    let isNewest = true;
    if (!index.isThere()) return true;
    for (const other of elsewhere.all(row.id, no)) {
      if (other.last_updated > row.lastUpdated) {
        isNewest = false;
        changes.conflicts.push(conflict(other.scheduleId, other, "disputed"));
      } else {
        remove.run(other.no, other.start, other.id);
        changes.scheduleIds.add(other.scheduleId);
      }
    }
    return isNewest;
  };
  const merge = (no: number, stored: Stored | undefined, row: SlotRow, changes: Changes): void => {
    if (stored && stored.missed > 0) setMissed.run(0, no, stored.start, stored.id);
    if (stored?.version === row.version) return;
    if (!stored && !takeFromOthers(no, row, changes)) return;
    if (!stored || row.lastUpdated > stored.last_updated) put(no, stored, row, changes);
    else changes.conflicts.push(conflict(row.scheduleId, stored, "disputed"));
  };

  return {
    upsert(row, changes) {
      const no = scheduleNo(row.scheduleId);
      if (no === null) {
        takeFromOthers(notMirrored, row, changes);
        return;
      }
      merge(no, atStart.get(no, row.start, row.id) ?? anywhere.get(no, row.id), row, changes);
    },

    window({ scheduleId, from, until, at, rows, rejected, unproven }, changes) {
      const no = scheduleNo(scheduleId);
      if (no === null) return;
      const unseen = new Map(inWindow.all(no, from, until).map((stored) => [stored.id, stored]));
      // Where nothing is stored there is nothing to compare with: that is most of a first load.
      const empty = anySlot.get(no) === undefined;
      for (const row of rows) {
        const stored = empty ? undefined : (unseen.get(row.id) ?? elsewhereOf(no, row.id));
        merge(no, stored, row, changes);
        unseen.delete(row.id);
      }
      for (const id of rejected) unseen.delete(id);
      for (const stored of unproven ? [] : unseen.values()) {
        if (stored.missed > 0) {
          remove.run(no, stored.start, stored.id);
          changes.scheduleIds.add(scheduleId);
        } else {
          setMissed.run(1, no, stored.start, stored.id);
          changes.conflicts.push(conflict(scheduleId, stored, "missing"));
        }
      }
      if (at !== null) setWindowAt.run(at, no);
    },

    settle({ conflict, now }, changes) {
      if (conflict.of !== "slot") return;
      const no = scheduleNo(conflict.scheduleId);
      const stored = no === null ? undefined : atStart.get(no, conflict.start, conflict.id);
      // Something newer has been stored since the question was asked.
      if (no === null || stored?.version !== conflict.version) return;
      if (now === "kept") setMissed.run(0, no, stored.start, stored.id);
      else if (now === "gone" || "type" in now || now.scheduleId !== conflict.scheduleId) {
        remove.run(no, stored.start, stored.id);
        changes.scheduleIds.add(conflict.scheduleId);
      } else if (now.version === conflict.version) setMissed.run(0, no, stored.start, stored.id);
      else put(no, stored, now, changes);
    },

    scheduleNumbers: () => numbers.all(),
    prune(scheduleNumbers, before) {
      for (const no of scheduleNumbers) pruneOne.run(no, before);
    },
  };
}
