import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { fail, ok, type Result } from "#contract/result.ts";

export interface DataFolder {
  /** Lets another kiosk have the folder. */
  release(): void;
}

export type DataFolderFault = "DATA_NOT_WRITABLE" | "DATA_IN_USE";

/**
 * Makes the data folder, proves that it can be written, and takes it for this process alone. The lock is
 * SQLite's on a file of its own, so the operating system drops it with the process: after a power cut there is
 * no stale pid file that somebody must remove by hand.
 */
export function takeDataFolder(folder: string): Result<DataFolder, DataFolderFault> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const probe = join(folder, ".write-test");
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    if (isSystemError(error)) return fail("DATA_NOT_WRITABLE");
    throw error;
  }
  const lock = new Database(join(folder, "in-use.lock"), { timeout: 0 });
  try {
    lock.pragma("journal_mode = MEMORY");
    lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    if (error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY"))
      return fail("DATA_IN_USE");
    throw error;
  }
  return ok({ release: () => lock.close() });
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && typeof (error as NodeJS.ErrnoException).code === "string";
