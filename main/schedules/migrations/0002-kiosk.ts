import type { Migration } from "../../store/migration.ts";

/** What the kiosk keeps of its own: settings, failed sign-ins (by keyed hash) and ticket numbers. */
export const kiosk: Migration = {
  number: 2,
  name: "kiosk",
  sql: `
    CREATE TABLE setting (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE sign_in_failure (
      policy_hash TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX sign_in_failure_by_policy ON sign_in_failure (policy_hash, at);
    CREATE INDEX sign_in_failure_by_time ON sign_in_failure (at);

    -- The last ticket number that this kiosk gave out.
    CREATE TABLE ticket_counter (
      only INTEGER PRIMARY KEY CHECK (only = 1),
      last INTEGER NOT NULL
    ) STRICT;
  `,
};
