import type { SlotRow, SlotStatus } from "#contract/central/rows.ts";
import { isUnwritable } from "../store/errors.ts";
import type { Store } from "../store/open.ts";
import { slotColumns, slotValues } from "./mirror/slots.ts";

/** Writes single slots into the mirror, ahead of the next pull. */
export type SlotWriter = {
  /** The number of a schedule in the mirror; null where it isn't mirrored. */
  numberOf(scheduleId: string): number | null;
  /**
   * Stores a slot under a schedule as just read from the central API, unless the mirror has it newer; once, whatever
   * schedule and start it had before. @returns the schedules whose cells changed
   */
  put(scheduleNo: number, slot: SlotRow): readonly string[];
  /** Removes a slot wherever it is stored. @returns the schedules whose cells changed */
  drop(slotId: string): readonly string[];
};

/** Where and how a slot is stored. */
type Place = {
  readonly no: number;
  readonly scheduleId: string;
  readonly start: number;
  readonly end: number;
  readonly status: SlotStatus;
  readonly version: string;
  readonly lastUpdated: number;
};

const isStoredSo = (place: Place, slot: SlotRow): boolean =>
  place.version === slot.version &&
  place.status === slot.status &&
  place.start === slot.start &&
  place.end === slot.end;

export function createSlotWriter(store: Store): SlotWriter {
  const numberOf = store.prepare<[string], number>("SELECT no FROM schedule WHERE id = ?").pluck();
  const places = store.prepare<[string], Place>(`
    SELECT schedule_no AS no, coalesce(schedule.id, '') AS scheduleId, start, "end", status, slot.version,
      slot.last_updated AS lastUpdated
    FROM slot LEFT JOIN schedule ON schedule.no = schedule_no WHERE slot.id = ?`);
  const insert = store.prepare<ReturnType<typeof slotValues>>(
    `INSERT INTO slot (${slotColumns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const remove = store.prepare<[number, number, string]>(
    "DELETE FROM slot WHERE schedule_no = ? AND start = ? AND id = ?",
  );
  const clear = (id: string, stored: readonly Place[]): void => {
    for (const place of stored) remove.run(place.no, place.start, id);
  };
  const replace = store.transaction((no: number, slot: SlotRow, stored: readonly Place[]) => {
    clear(slot.id, stored);
    if (slot.status === "entered-in-error") return;
    insert.run(...slotValues(no, slot));
  });
  const dropAll = store.transaction(clear);
  const schedulesOf = (stored: readonly Place[]): string[] => stored.map(({ scheduleId }) => scheduleId);

  return {
    numberOf: (scheduleId) => numberOf.get(scheduleId) ?? null,
    put(scheduleNo, slot) {
      const stored = places.all(slot.id);
      if (stored.some(({ lastUpdated }) => lastUpdated > slot.lastUpdated)) return [];
      const [place, ...more] = stored;
      if (place && more.length === 0 && place.no === scheduleNo && isStoredSo(place, slot)) return [];
      if (!isTaken(() => replace.immediate(scheduleNo, slot, stored))) return [];
      return [...new Set([...schedulesOf(stored), slot.scheduleId])];
    },
    drop(slotId) {
      const stored = places.all(slotId);
      if (stored.length > 0 && !isTaken(() => dropAll.immediate(slotId, stored))) return [];
      return [...new Set(schedulesOf(stored))];
    },
  };
}

/** Whether the disk took a write. What it doesn't take comes with a pull; what it is the outcome of has happened. */
function isTaken(write: () => void): boolean {
  try {
    write();
    return true;
  } catch (error) {
    if (!isUnwritable(error)) throw error;
    return false;
  }
}
