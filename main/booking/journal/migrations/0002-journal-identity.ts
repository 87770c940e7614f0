import type { Migration } from "../../../store/migration.ts";

/** Which journal this is, and the last ticket number: both must not begin anew unnoticed when another file is lost. */
export const journalIdentity: Migration = {
  number: 2,
  name: "journal-identity",
  sql: `
    -- id: made with the file. last_ticket: given out by this kiosk. written_at: a write that only proves that the
    -- file takes one, the kiosk's wall clock, ms.
    CREATE TABLE journal (
      only INTEGER PRIMARY KEY CHECK (only = 1),
      id TEXT NOT NULL,
      last_ticket INTEGER NOT NULL,
      written_at INTEGER NOT NULL
    ) STRICT;
    INSERT INTO journal (only, id, last_ticket, written_at) VALUES (1, lower(hex(randomblob(16))), 0, 0);
  `,
};
