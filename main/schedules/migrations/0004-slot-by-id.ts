import type { Migration } from "../../store/migration.ts";

/**
 * Slots by their id, whatever schedule and start they are stored under: one that was moved to another schedule or
 * another time leaves its former place.
 */
export const slotById: Migration = {
  number: 4,
  name: "slot-by-id",
  sql: "CREATE INDEX slot_by_id ON slot (id);",
};
