import type { Migration } from "../../../store/migration.ts";

/**
 * What a protocol notes of an attempt means something to the protocol alone: the columns carried the names of one
 * protocol's (a resource's ETag).
 */
export const attemptMarks: Migration = {
  number: 4,
  name: "attempt-marks",
  sql: `
    ALTER TABLE sent_version RENAME TO attempt_mark;
    ALTER TABLE attempt_mark RENAME COLUMN resource TO subject;
    ALTER TABLE attempt_mark RENAME COLUMN etag TO mark;
  `,
};
