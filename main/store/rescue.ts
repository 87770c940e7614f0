import { existsSync, renameSync, rmSync } from "node:fs";
import type Database from "better-sqlite3";

/**
 * Writes a database back whose file was deleted or moved away while it was open: the connection still has all of it.
 * Nothing is written where a file stands in its place.
 */
export function writeBack(database: Database.Database, file: string): void {
  if (existsSync(file)) return;
  const draft = `${file}.part`;
  rmSync(draft, { force: true });
  try {
    database.prepare("VACUUM INTO ?").run(draft);
    // The names of a former write-ahead log would be taken for the new file's.
    for (const suffix of ["-wal", "-shm"]) rmSync(`${file}${suffix}`, { force: true });
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}
