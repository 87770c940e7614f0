import type { Migration } from "../../store/migration.ts";

/**
 * Whom a service receives. What is stored of services lacks it: they are pulled anew, and with no version that
 * the central API ever gave out each of them counts as changed.
 */
export const serviceLimits: Migration = {
  number: 3,
  name: "service-limits",
  sql: `
    -- The first and the last age in whole years; null: no limit.
    ALTER TABLE service ADD COLUMN from_age INTEGER;
    ALTER TABLE service ADD COLUMN to_age INTEGER;
    ALTER TABLE service ADD COLUMN sex TEXT CHECK (sex IN ('male', 'female'));

    UPDATE service SET version = '', last_updated = 0;
    DELETE FROM sync_state WHERE name = 'cursor:service';
  `,
};
