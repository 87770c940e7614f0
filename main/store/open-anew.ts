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
 * until the next start. Each is told. @throws {StoreError} `STORE_FROM_FUTURE`
 */
export function openAnew<T>(options: {
  readonly file: string;
  readonly open: (file: string) => T;
  readonly what: "outbox" | "printJournal" | "hubRecords";
  readonly log: Log;
}): T {
  const { file, open, what, log } = options;
  try {
    const wasEmptied = isEmptied(file);
    const opened = open(file);
    if (wasEmptied) log.write("store.damaged", { store: what, detail: emptied });
    return opened;
  } catch (error) {
    if (!(error instanceof StoreError) || error.code === "STORE_FROM_FUTURE") throw error;
    if (error.code === "STORE_UNWRITABLE") {
      log.write("store.unwritable", { store: what, detail: error.message });
      return open(memoryFile);
    }
    log.write("store.damaged", { store: what, detail: error.message });
    for (const suffix of ["", "-wal", "-shm", "-journal"]) rmSync(`${file}${suffix}`, { force: true });
    return open(file);
  }
}
