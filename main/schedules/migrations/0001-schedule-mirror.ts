import type { Migration } from "../../store/migration.ts";

/**
 * The mirror of the central API: reference rows, schedules and slots, and how fresh they are.
 *
 * Rows refer to each other by the central API's ids without foreign keys: a page may arrive before the page with
 * what it refers to. A row whose counterpart isn't there yet is not shown.
 *
 * `slot` is clustered by schedule and time, as the screens read it and the windows are written; every
 * secondary index on it would more than double the time of a first load. `schedule.no` is a short name for
 * the schedule in that key.
 */
export const scheduleMirror: Migration = {
  number: 1,
  name: "schedule-mirror",
  sql: `
    CREATE TABLE organization (
      id TEXT PRIMARY KEY,
      version TEXT NOT NULL,
      last_updated INTEGER NOT NULL,
      missed INTEGER NOT NULL DEFAULT 0,
      active INTEGER NOT NULL,
      parent_id TEXT,
      name TEXT NOT NULL,
      kind TEXT NOT NULL,
      district TEXT NOT NULL,
      address TEXT NOT NULL,
      phone TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX organization_by_parent ON organization (parent_id);

    CREATE TABLE location (
      id TEXT PRIMARY KEY,
      version TEXT NOT NULL,
      last_updated INTEGER NOT NULL,
      missed INTEGER NOT NULL DEFAULT 0,
      active INTEGER NOT NULL,
      organization_id TEXT,
      parent_id TEXT,
      name TEXT NOT NULL,
      is_room INTEGER NOT NULL,
      district TEXT NOT NULL,
      address TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX location_by_organization ON location (organization_id);

    CREATE TABLE service (
      id TEXT PRIMARY KEY,
      version TEXT NOT NULL,
      last_updated INTEGER NOT NULL,
      missed INTEGER NOT NULL DEFAULT 0,
      active INTEGER NOT NULL,
      organization_id TEXT NOT NULL,
      code TEXT NOT NULL,
      name TEXT NOT NULL,
      payment TEXT NOT NULL CHECK (payment IN ('free', 'paid')),
      attached_only INTEGER NOT NULL,
      referral_needed INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX service_by_organization ON service (organization_id);

    CREATE TABLE practitioner (
      id TEXT PRIMARY KEY,
      version TEXT NOT NULL,
      last_updated INTEGER NOT NULL,
      missed INTEGER NOT NULL DEFAULT 0,
      active INTEGER NOT NULL,
      family TEXT NOT NULL,
      given TEXT NOT NULL,
      patronymic TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE role (
      id TEXT PRIMARY KEY,
      version TEXT NOT NULL,
      last_updated INTEGER NOT NULL,
      missed INTEGER NOT NULL DEFAULT 0,
      active INTEGER NOT NULL,
      practitioner_id TEXT NOT NULL,
      organization_id TEXT NOT NULL,
      room_location_id TEXT,
      position TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX role_by_organization ON role (organization_id);

    CREATE TABLE role_service (
      role_id TEXT NOT NULL REFERENCES role (id) ON DELETE CASCADE,
      service_id TEXT NOT NULL,
      PRIMARY KEY (role_id, service_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX role_service_by_service ON role_service (service_id);

    -- Days YYYY-MM-DD, both included.
    CREATE TABLE role_away (
      role_id TEXT NOT NULL REFERENCES role (id) ON DELETE CASCADE,
      from_day TEXT NOT NULL,
      to_day TEXT NOT NULL,
      PRIMARY KEY (role_id, from_day, to_day)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE schedule (
      no INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      version TEXT NOT NULL,
      last_updated INTEGER NOT NULL,
      missed INTEGER NOT NULL DEFAULT 0,
      active INTEGER NOT NULL,
      role_id TEXT NOT NULL,
      -- When the whole window was last pulled: the central API's clock, ms.
      window_at INTEGER
    ) STRICT;
    CREATE INDEX schedule_by_role ON schedule (role_id);

    -- start, end, last_updated: instants, ms. A slot entered in error is not kept.
    CREATE TABLE slot (
      schedule_no INTEGER NOT NULL,
      start INTEGER NOT NULL,
      id TEXT NOT NULL,
      "end" INTEGER NOT NULL,
      status TEXT NOT NULL,
      version TEXT NOT NULL,
      last_updated INTEGER NOT NULL,
      missed INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (schedule_no, start, id)
    ) STRICT, WITHOUT ROWID;

    -- cursor:TYPE (instants of the central API's clock, ms), fresh_at, full_at, and the central API they are from.
    CREATE TABLE sync_state (
      name TEXT PRIMARY KEY,
      value ANY NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
