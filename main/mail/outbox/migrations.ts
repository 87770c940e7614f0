import type { Migration } from "../../store/migration.ts";

/**
 * E-mails that wait to go. `sealed` is address and ticket, encrypted; `visit` a keyed hash of the visit's id.
 * `created`: the kiosk's wall clock, ms.
 */
const outbox: Migration = {
  number: 1,
  name: "outbox",
  sql: `
    CREATE TABLE letter (
      id TEXT PRIMARY KEY,
      visit TEXT NOT NULL,
      created INTEGER NOT NULL,
      sealed BLOB NOT NULL
    ) STRICT;
    CREATE INDEX letter_by_visit ON letter (visit);
  `,
};

export const outboxMigrations: readonly Migration[] = [outbox];
