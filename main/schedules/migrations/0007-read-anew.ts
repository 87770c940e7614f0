import type { Migration } from "../../store/migration.ts";

/**
 * Rows are stored as the reader of their day took them, and one whose version hasn't changed isn't written again.
 * Readers take more of posts, leaves, rooms, names and slots than those of 0006 did: all rows are pulled anew, with
 * unknown versions. A slot as long as half a day, which is no time to come at, would stay: the pull leaves alone what
 * it can't use.
 */
export const readAnew: Migration = {
  number: 7,
  name: "read-anew",
  sql: `
    DELETE FROM slot WHERE "end" - start >= 43200000;
    UPDATE organization SET version = '', last_updated = 0;
    UPDATE location SET version = '', last_updated = 0;
    UPDATE service SET version = '', last_updated = 0;
    UPDATE practitioner SET version = '', last_updated = 0;
    UPDATE role SET version = '', last_updated = 0;
    UPDATE schedule SET version = '', last_updated = 0, window_at = iif(window_at IS NULL, NULL, 0);
    UPDATE slot SET version = '', last_updated = 0;
    DELETE FROM sync_state WHERE (name LIKE 'cursor:%' AND name <> 'cursor:slot') OR name = 'full_at';
  `,
};
