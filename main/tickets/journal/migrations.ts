import type { Migration } from "../../store/migration.ts";

/**
 * Print jobs of the last hours, and which visits were ever printed. `visit` is a keyed hash of the visit's id;
 * `sealed` is the ticket, encrypted, until it is purged. `created` and `changed` are instants, ms.
 */
const printJournal: Migration = {
  number: 1,
  name: "print-journal",
  sql: `
    CREATE TABLE job (
      id TEXT PRIMARY KEY,
      visit TEXT NOT NULL,
      state TEXT NOT NULL,
      copy INTEGER NOT NULL,
      bytes INTEGER NOT NULL DEFAULT 0,
      status TEXT,
      answer TEXT CHECK (answer IN ('yes', 'no')),
      desk INTEGER NOT NULL DEFAULT 0,
      created INTEGER NOT NULL,
      changed INTEGER NOT NULL,
      sealed BLOB
    ) STRICT;
    CREATE INDEX job_by_visit ON job (visit, created);

    -- From the moment before a ticket's first byte: whatever is printed for it later is a copy. \`visit\` is the
    -- ticket's \`edition\`; rows that were made before there were any hold the visit's own hash.
    CREATE TABLE printed_visit (
      visit TEXT PRIMARY KEY,
      at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};

/**
 * `edition` is a keyed hash of the visit's id with its day and time: the ticket of a visit that was moved is another
 * one, and no copy of the former. Jobs that were made before have none.
 */
const ticketEditions: Migration = {
  number: 2,
  name: "ticket-editions",
  sql: `
    ALTER TABLE job ADD COLUMN edition TEXT;
    CREATE INDEX job_by_edition ON job (edition);
  `,
};

/** What people have seen to is `reviewed` (it was `desk`). */
const reviewedJobs: Migration = {
  number: 3,
  name: "reviewed-jobs",
  sql: "ALTER TABLE job RENAME COLUMN desk TO reviewed;",
};

export const journalMigrations: readonly Migration[] = [printJournal, ticketEditions, reviewedJobs];
