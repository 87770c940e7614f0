import type { Migration } from "../../../store/migration.ts";

/**
 * Operations and what was sent for them. `payload` is the only place for personal data, sealed; it is gone once
 * `state` is `settled`, and with it the rows of the other tables.
 */
export const operations: Migration = {
  number: 1,
  name: "operations",
  sql: `
    -- key: UUIDv7. detail: the desk's reason or the outcome. Times: the kiosk's wall clock, ms.
    CREATE TABLE operation (
      key TEXT PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('book', 'cancel', 'move')),
      state TEXT NOT NULL
        CHECK (state IN ('intended', 'sending', 'fencing', 'showing', 'desk', 'settled')),
      detail TEXT,
      created_at INTEGER NOT NULL,
      changed_at INTEGER NOT NULL,
      patience_until INTEGER NOT NULL,
      payload BLOB,
      CHECK ((detail IS NULL) = (state NOT IN ('desk', 'settled'))),
      CHECK ((payload IS NULL) = (state = 'settled'))
    ) STRICT;
    CREATE INDEX operation_by_state ON operation (state);

    -- The slots that are in doubt while the operation is: nobody is offered them here.
    CREATE TABLE operation_slot (
      key TEXT NOT NULL REFERENCES operation (key) ON DELETE CASCADE,
      slot_id TEXT NOT NULL,
      schedule_id TEXT NOT NULL,
      PRIMARY KEY (key, slot_id)
    ) STRICT;

    -- Every version that an attempt was sent against. resource: Slot/ID, or Appointment for the visit itself.
    CREATE TABLE sent_version (
      key TEXT NOT NULL REFERENCES operation (key) ON DELETE CASCADE,
      attempt INTEGER NOT NULL,
      resource TEXT NOT NULL,
      etag TEXT NOT NULL,
      PRIMARY KEY (key, attempt, resource)
    ) STRICT;
  `,
};
