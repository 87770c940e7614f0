import type { Migration } from "../../../store/migration.ts";

/**
 * What people must see to is in state `review` (it was `desk`), and ends as `byReception` (`byDesk`); a partial commit
 * has one name. A CHECK can't be altered, so the table is made anew, and with it those that refer to it.
 */
export const reviewState: Migration = {
  number: 3,
  name: "review-state",
  sql: `
    CREATE TABLE operation_anew (
      key TEXT PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('book', 'cancel', 'move')),
      state TEXT NOT NULL
        CHECK (state IN ('intended', 'sending', 'fencing', 'showing', 'review', 'settled')),
      detail TEXT,
      created_at INTEGER NOT NULL,
      changed_at INTEGER NOT NULL,
      patience_until INTEGER NOT NULL,
      payload BLOB,
      CHECK ((detail IS NULL) = (state NOT IN ('review', 'settled'))),
      CHECK ((payload IS NULL) = (state = 'settled'))
    ) STRICT;
    CREATE TABLE operation_slot_anew (
      key TEXT NOT NULL REFERENCES operation_anew (key) ON DELETE CASCADE,
      slot_id TEXT NOT NULL,
      schedule_id TEXT NOT NULL,
      PRIMARY KEY (key, slot_id)
    ) STRICT;
    CREATE TABLE sent_version_anew (
      key TEXT NOT NULL REFERENCES operation_anew (key) ON DELETE CASCADE,
      attempt INTEGER NOT NULL,
      resource TEXT NOT NULL,
      etag TEXT NOT NULL,
      PRIMARY KEY (key, attempt, resource)
    ) STRICT;

    INSERT INTO operation_anew (key, kind, state, detail, created_at, changed_at, patience_until, payload)
      SELECT key, kind, iif(state = 'desk', 'review', state),
        CASE detail WHEN 'byDesk' THEN 'byReception' WHEN 'torn' THEN 'partialCommit' ELSE detail END,
        created_at, changed_at, patience_until, payload
      FROM operation;
    INSERT INTO operation_slot_anew (key, slot_id, schedule_id) SELECT key, slot_id, schedule_id FROM operation_slot;
    INSERT INTO sent_version_anew (key, attempt, resource, etag)
      SELECT key, attempt, resource, etag FROM sent_version;

    -- Those that refer go first: dropping an operation's table deletes its rows, and theirs with them.
    DROP TABLE operation_slot;
    DROP TABLE sent_version;
    DROP TABLE operation;
    ALTER TABLE operation_anew RENAME TO operation;
    ALTER TABLE operation_slot_anew RENAME TO operation_slot;
    ALTER TABLE sent_version_anew RENAME TO sent_version;
    CREATE INDEX operation_by_state ON operation (state);
  `,
};
