import type { Store } from "../../store/open.ts";

/** The index of slots by their id, as migration 0004 made it. */
const createIndex = "CREATE INDEX slot_by_id ON slot (id)";

/**
 * Tells whether slots can be looked up by their id. The index costs more than half of the insert rate, so a first load
 * goes without and builds it at its end: `leaveOut` and `restore`, each in a transaction of its own.
 */
export type SlotIndex = {
  isThere(): boolean;
  /** Drops the index where no slot is stored: there is nothing to look up yet. */
  leaveOut(): void;
  /** Builds the index where it is missing. Of a slot that was stored under several schedules the newest stays. */
  restore(): void;
};

type Place = { readonly no: number; readonly start: number; readonly id: string };

export function slotIndex(store: Store): SlotIndex {
  const named = store
    .prepare<[], 1>("SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = 'slot_by_id'")
    .pluck();
  const anySlot = store.prepare<[], 1>("SELECT 1 FROM slot LIMIT 1").pluck();
  const newestFirst = store.prepare<[string], Place>(
    "SELECT schedule_no AS no, start, id FROM slot WHERE id = ? ORDER BY last_updated DESC",
  );
  const remove = store.prepare<[number, number, string]>(
    "DELETE FROM slot WHERE schedule_no = ? AND start = ? AND id = ?",
  );
  const look = (): boolean => named.get() !== undefined;
  let there = look();

  const leaveOut = store.transaction(() => {
    if (anySlot.get() === undefined) store.exec("DROP INDEX IF EXISTS slot_by_id");
  });
  const restore = store.transaction(() => {
    store.exec(createIndex);
    const twice = store
      .prepare<[], string>("SELECT id FROM slot INDEXED BY slot_by_id GROUP BY id HAVING count(*) > 1")
      .pluck();
    for (const id of twice.all())
      for (const { no, start } of newestFirst.all(id).slice(1)) remove.run(no, start, id);
  });

  return {
    isThere: () => there,
    leaveOut() {
      if (!there) return;
      leaveOut.immediate();
      there = look();
    },
    restore() {
      if (there) return;
      restore.immediate();
      there = true;
    },
  };
}
