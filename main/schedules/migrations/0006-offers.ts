import type { Migration } from "../../store/migration.ts";

/**
 * Who is offered where with what, worked out from the reference rows whenever they change, and what is left out with
 * the reason. Rows hold more of their resources than before: they are pulled anew.
 */
export const offers: Migration = {
  number: 6,
  name: "offers",
  sql: `
    ALTER TABLE organization ADD COLUMN level TEXT NOT NULL DEFAULT 'clinic';
    -- The clinic and the branch under which it is shown; null: not shown.
    ALTER TABLE organization ADD COLUMN clinic_id TEXT;
    ALTER TABLE organization ADD COLUMN branch_id TEXT;
    -- JSON: tokens, specialties.
    ALTER TABLE service ADD COLUMN links TEXT NOT NULL DEFAULT '{}';
    -- JSON: specialties, locationIds.
    ALTER TABLE role ADD COLUMN links TEXT NOT NULL DEFAULT '{}';
    ALTER TABLE role ADD COLUMN room_name TEXT NOT NULL DEFAULT '';
    ALTER TABLE role ADD COLUMN from_day TEXT;
    ALTER TABLE role ADD COLUMN until_day TEXT;
    -- JSON: roleIds, practitionerIds, locationIds, serviceIds.
    ALTER TABLE schedule ADD COLUMN links TEXT NOT NULL DEFAULT '{}';
    -- JSON: services, specialties; null: for whatever its doctor gives.
    ALTER TABLE slot ADD COLUMN purpose TEXT;

    -- A role that a schedule may be of; where several are valid on a day, it is nobody's.
    CREATE TABLE offered_role (
      schedule_no INTEGER NOT NULL,
      role_id TEXT NOT NULL,
      branch_id TEXT NOT NULL,
      room_location_id TEXT,
      PRIMARY KEY (schedule_no, role_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX offered_role_by_role ON offered_role (role_id);
    CREATE TABLE offered_service (
      schedule_no INTEGER NOT NULL,
      role_id TEXT NOT NULL,
      service_id TEXT NOT NULL,
      PRIMARY KEY (schedule_no, role_id, service_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX offered_service_by_service ON offered_service (service_id);
    CREATE TABLE left_out (
      type TEXT NOT NULL,
      id TEXT NOT NULL,
      kind TEXT NOT NULL,
      detail TEXT NOT NULL,
      PRIMARY KEY (type, id, kind, detail)
    ) STRICT, WITHOUT ROWID;

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
