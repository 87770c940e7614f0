import { rmSync, statSync } from "node:fs";
import type { Log } from "../log/events.ts";
import { StoreError } from "./errors.ts";
import { memoryFile } from "./open.ts";

/** Of a file that is there and holds nothing, for the log. */
export const emptied = "0 bytes";

/** Whether a database file is there and holds nothing: SQLite takes one for a database that was never begun. */
export const isEmptied = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.size === 0;

/**
 * Opens a file that nothing depends on but itself. A damaged one is deleted (it may hold personal data, which nobody
 * could read and nobody would purge) and made anew, so is an emptied one; one that can't be written is kept in memory
 * until the next start. Each is told, with what is lost. @throws {StoreError} `STORE_FROM_FUTURE`
 */
export function openAnew<T>(options: {
  readonly file: string;
  readonly open: (file: string) => T;
  /** In words for the log: what it is, and what is lost with it. */
  readonly what: string;
  readonly lost: string;
  readonly log: Log;
}): T {
  const { file, open, what, lost, log } = options;
  try {
    const wasEmptied = isEmptied(file);
    const opened = open(file);
    if (wasEmptied) log.error(`${what} is damaged: it is begun anew`, { detail: emptied, lost });
    return opened;
  } catch (error) {
    if (!(error instanceof StoreError) || error.code === "STORE_FROM_FUTURE") throw error;
    if (error.code === "STORE_UNWRITABLE") {
      log.error(`${what} can't be written: it is kept in memory`, { detail: error.message });
      return open(memoryFile);
    }
    log.error(`${what} is damaged: it is begun anew`, { detail: error.message, lost });
    for (const suffix of ["", "-wal", "-shm", "-journal"]) rmSync(`${file}${suffix}`, { force: true });
    return open(file);
  }
}
