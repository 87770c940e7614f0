import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { fail, ok, type Result } from "#contract/base/result.ts";

export interface DataFolder {
  /** Lets another kiosk have the folder. */
  release(): void;
}

export type DataFolderFault = "DATA_NOT_WRITABLE" | "DATA_FULL" | "DATA_IN_USE";

/**
 * Makes the data folder, proves that it can be written, and takes it for this process alone. The lock is
 * SQLite's on a file of its own, so the operating system drops it with the process: after a power cut there is
 * no stale pid file that somebody must remove by hand. The file holds nothing, so a damaged one is made anew.
 */
export function takeDataFolder(folder: string): Result<DataFolder, DataFolderFault> {
  const probe = join(folder, ".write-test");
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // With content: a full disk still takes names.
    writeFileSync(probe, Buffer.alloc(4096), { mode: 0o600 });
  } catch (error) {
    if (isSystemError(error)) return fail(isFull(error.code) ? "DATA_FULL" : "DATA_NOT_WRITABLE");
    throw error;
  } finally {
    removeQuietly(probe);
  }
  const file = join(folder, "in-use.lock");
  const first = lock(file);
  if (first !== "damaged") return first;
  // Whoever holds a lock has a sound file open: nobody's lock is taken away here.
  removeQuietly(file);
  removeQuietly(`${file}-journal`);
  const second = lock(file);
  return second === "damaged" ? fail("DATA_NOT_WRITABLE") : second;
}

function lock(file: string): Result<DataFolder, DataFolderFault> | "damaged" {
  let database: Database.Database | null = null;
  try {
    database = new Database(file, { timeout: 0 });
    if (process.platform !== "win32") chmodSync(file, 0o600);
    database.pragma("journal_mode = MEMORY");
    database.exec("BEGIN EXCLUSIVE");
    const held = database;
    return ok({ release: () => held.close() });
  } catch (error) {
    database?.close();
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code.startsWith("SQLITE_BUSY")) return fail("DATA_IN_USE");
    if (/^SQLITE_(NOTADB|CORRUPT|FORMAT)/.test(code)) return "damaged";
    if (code.startsWith("SQLITE_FULL")) return fail("DATA_FULL");
    if (/^SQLITE_(CANTOPEN|READONLY|IOERR|PERM|AUTH)/.test(code) || isSystemError(error))
      return fail("DATA_NOT_WRITABLE");
    throw error;
  }
}

const isFull = (code: string | undefined): boolean => code === "ENOSPC" || code === "EDQUOT";

function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch (error) {
    // A folder that can't be written was told above.
    if (!isSystemError(error)) throw error;
  }
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && typeof (error as NodeJS.ErrnoException).code === "string";
