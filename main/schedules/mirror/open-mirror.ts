import { rmSync, statSync } from "node:fs";
import { codeOf } from "../../files/whole-file.ts";
import type { Log } from "../../log/events.ts";
import { StoreError } from "../../store/errors.ts";
import { isSound, type Store } from "../../store/open.ts";
import { emptied, isEmptied } from "../../store/open-anew.ts";
import { openStore } from "../open-store.ts";

/** A file up to this size is read through at the start, bytes: it takes some tens of ms. */
const readThrough = 24 * 1024 * 1024;

/**
 * Opens the mirror of the central API. One that is damaged is deleted and made anew: the central API holds everything that
 * stands there, so a kiosk is never dark because of it. @throws {StoreError} `STORE_FROM_FUTURE`, `STORE_UNWRITABLE`
 */
export function openMirror(file: string, log: Log): Store {
  let why: string;
  try {
    const wasEmptied = isEmptied(file);
    const store = openStore(file);
    const fault = wasEmptied ? emptied : faultIn(store, file);
    if (fault === null) return answering(store);
    store.close();
    why = fault;
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== "STORE_DAMAGED") throw error;
    why = codeOf(error.cause) || error.code;
  }
  log.write("schedules.damaged", { why });
  removeMirror(file);
  return answering(openStore(file));
}

/** How long a write of the core waits for the sync thread or a program that holds the file, ms: all calls wait with it. */
const longestWait = 1000;

function answering(store: Store): Store {
  store.pragma(`busy_timeout = ${longestWait}`);
  return store;
}

export function removeMirror(file: string): void {
  for (const suffix of ["", "-wal", "-shm", "-journal"]) rmSync(`${file}${suffix}`, { force: true });
}

/** Errors of a database whose pages aren't what they should be; a lost table is one as well. */
export const isDamage = (error: unknown): boolean =>
  /^SQLITE_(CORRUPT|NOTADB|FORMAT|ERROR$)/.test(codeOf(error));

function faultIn(store: Store, file: string): string | null {
  try {
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size > readThrough) {
      // The small tables tell of a file that was cut or zeroed; its slots are looked at when they are read.
      for (const table of ["organization", "role", "schedule", "setting", "sync_state"])
        store.prepare(`SELECT count(*) FROM ${table}`).get();
      return null;
    }
    return isSound(store) ? null : "quick_check";
  } catch (error) {
    if (!isDamage(error)) throw error;
    return codeOf(error);
  }
}
