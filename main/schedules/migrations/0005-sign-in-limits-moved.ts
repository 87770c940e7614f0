import type { Migration } from "../../store/migration.ts";

/** Attempts to sign in are counted in a file of their own (session/throttle-file.ts). */
export const signInLimitsMoved: Migration = {
  number: 5,
  name: "sign-in-limits-moved",
  sql: "DROP TABLE sign_in_failure;",
};
