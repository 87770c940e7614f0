import type { SlotRow } from "#contract/central/rows.ts";
import type { Log } from "../log/events.ts";
import type { SlotWriter } from "./slot-writer.ts";

/** Brings single slots of the mirror up to date, ahead of the next pull. */
export type SlotUpdates = {
  /**
   * Stores a slot as it was just read, or as the kiosk itself has just made it; null: it is gone. Grids that show it
   * repaint. Never throws: what can't be stored is logged. @returns the schedules that changed
   */
  store(slotId: string, slot: SlotRow | null): readonly string[];
  /** As `store`; its schedules, and the one that it was looked for in, are pulled anew. */
  note(scheduleId: string, slotId: string, slot: SlotRow | null): void;
  /** Asks for a doctor's newest slots in the background. */
  refresh(scheduleId: string): void;
};

type SlotUpdateDeps = {
  readonly writer: SlotWriter;
  /** Cells of this schedule changed: grids repaint. */
  readonly scheduleChanged: (scheduleId: string) => void;
  readonly refresh: (scheduleId: string) => void;
  readonly log: Pick<Log, "write">;
};

export function createSlotUpdates({ writer, scheduleChanged, refresh, log }: SlotUpdateDeps): SlotUpdates {
  const store = (slotId: string, slot: SlotRow | null): readonly string[] => {
    try {
      const no = slot && writer.numberOf(slot.scheduleId);
      const changed = slot === null || no === null ? writer.drop(slotId) : writer.put(no, slot);
      for (const id of changed) scheduleChanged(id);
      return changed;
    } catch (error) {
      log.write("schedules.slot-unstorable", { error: error instanceof Error ? error.name : "fault" });
      return [];
    }
  };
  return {
    store,
    note(scheduleId, slotId, slot) {
      for (const id of new Set([scheduleId, ...store(slotId, slot)])) refresh(id);
    },
    refresh,
  };
}
