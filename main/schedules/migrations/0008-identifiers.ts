import type { Migration } from "../../store/migration.ts";

/**
 * By what rows are referred to that are named by an identifier alone, and what those references lead to. Rows are read
 * anew with their identifiers; slots have none. The role's doctor and first room lie beside it as they were found.
 */
export const identifiers: Migration = {
  number: 8,
  name: "identifiers",
  sql: `
    -- key: a digest of system and value, see sync/fhir/logical-reference.ts.
    CREATE TABLE identifier (
      type TEXT NOT NULL,
      id TEXT NOT NULL,
      key TEXT NOT NULL,
      PRIMARY KEY (type, id, key)
    ) STRICT, WITHOUT ROWID;

    DROP TABLE offered_role;
    -- A role that a schedule may be of; where several are valid on a day, it is nobody's.
    CREATE TABLE offered_role (
      schedule_no INTEGER NOT NULL,
      role_id TEXT NOT NULL,
      practitioner_id TEXT NOT NULL,
      branch_id TEXT NOT NULL,
      room_location_id TEXT,
      -- The role's first place, open or not.
      first_location_id TEXT,
      PRIMARY KEY (schedule_no, role_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX offered_role_by_role ON offered_role (role_id);

    UPDATE organization SET version = '', last_updated = 0;
    UPDATE location SET version = '', last_updated = 0;
    UPDATE service SET version = '', last_updated = 0;
    UPDATE practitioner SET version = '', last_updated = 0;
    UPDATE role SET version = '', last_updated = 0;
    UPDATE schedule SET version = '', last_updated = 0;
    DELETE FROM sync_state WHERE (name LIKE 'cursor:%' AND name <> 'cursor:slot') OR name = 'full_at';
  `,
};
