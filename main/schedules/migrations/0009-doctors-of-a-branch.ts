import type { Migration } from "../../store/migration.ts";

/**
 * A list of doctors, and each doctor's grid, look for roles by branch and by practitioner: no walk over a region's.
 * What was found is kept until lists are worked out anew, which the version tells.
 */
export const doctorsOfABranch: Migration = {
  number: 9,
  name: "doctors-of-a-branch",
  sql: `
    CREATE INDEX offered_role_by_branch ON offered_role (branch_id);
    CREATE INDEX offered_role_by_practitioner ON offered_role (practitioner_id, branch_id);

    CREATE TABLE catalog_version (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      version INTEGER NOT NULL
    ) STRICT;
    INSERT INTO catalog_version (one, version) VALUES (1, 0);
  `,
};
