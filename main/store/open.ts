import { mkdirSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { keepDatabasePrivate } from "../files/private.ts";
import { StoreError, StoreFromFuture } from "./errors.ts";
import type { Migration } from "./migration.ts";
import { writeBack } from "./rescue.ts";

/** A connection to one of the kiosk's database files. */
export type Store = Database.Database;

/** "INFM": marks the file as ours. */
const applicationId = 0x494e464d;
/** How long a writer waits for another connection's transaction, ms. */
const busyTimeout = 10_000;
/** A file that nobody else writes is held by a program that copies it at most; the core answers nothing meanwhile, ms. */
const ownBusyTimeout = 1000;

/** In place of a file: a database that ends with the process. */
export const memoryFile = ":memory:";

export type OpenOptions = {
  readonly readonly?: boolean;
  /** The file's steps, oldest first. */
  readonly migrations: readonly Migration[];
  /** Somebody else holds all of it: it may be large, and several connections write it. */
  readonly hasOtherCopy?: boolean;
  /** What is deleted is overwritten: for files that hold personal data. */
  readonly secureDelete?: boolean;
};

/**
 * Opens a database file, creates it where there is none and brings its schema up to date. Several
 * connections, also of several threads, may do so at the same time.
 *
 * @throws {StoreError} `STORE_FROM_FUTURE`, `STORE_DAMAGED`, `STORE_UNWRITABLE`; the file is left as it was.
 */
export function openDatabase(file: string, options: OpenOptions): Store {
  const steps = options.migrations;
  const inMemory = file === memoryFile;
  const isNew = !inMemory && !options.readonly && !statSync(file, { throwIfNoEntry: false })?.size;
  let store: Store | null = null;
  try {
    if (!options.readonly && !inMemory) mkdirSync(dirname(file), { recursive: true });
    store = new Database(file, { readonly: options.readonly ?? false, timeout: busyTimeout });
    refuseForeign(store, file);
    if (options.secureDelete) store.pragma("secure_delete = ON");
    if (!options.readonly) {
      if (!inMemory) switchToWal(store);
      migrate(store, file, steps);
    } else {
      refuseFuture(store, file, steps);
    }
    store.pragma("foreign_keys = ON");
    // A power cut in a lobby is an ordinary event; at our transaction sizes FULL costs nothing measurable.
    store.pragma("synchronous = FULL");
    // KiB, as SQLite itself has it: the driver's 16,000 for each connection are a tenth of the core, and save nothing
    // that the system's own cache doesn't hold.
    store.pragma("cache_size = -2000");
    if (!inMemory) keepDatabasePrivate(file);
    // The files without another copy are small.
    if (!options.hasOtherCopy && !inMemory && !options.readonly) {
      holdOn(store, file);
      store.pragma(`busy_timeout = ${ownBusyTimeout}`);
    }
    return store;
  } catch (error) {
    store?.close();
    const told = storeError(error, file);
    if (isNew && told instanceof StoreError && told.code === "STORE_UNWRITABLE") removeHalfMade(file);
    throw told;
  }
}

/** Whether its pages are what they should be. A single row that breaks a rule is its reader's business. */
export function isSound(store: Store): boolean {
  store.pragma("ignore_check_constraints = ON");
  try {
    return store.pragma("quick_check(1)", { simple: true }) === "ok";
  } finally {
    store.pragma("ignore_check_constraints = OFF");
  }
}

/** For a file without another copy: it is read through now, and written back at the end where it was deleted. */
function holdOn(store: Store, file: string): void {
  if (!isSound(store)) throw new StoreError("STORE_DAMAGED", file, "quick_check");
  const close = store.close.bind(store);
  store.close = () => {
    try {
      if (store.open) writeBack(store, file);
    } finally {
      close();
    }
    return store;
  };
}

/** A database that was begun and holds nothing: without room it must not be taken for one that lost its content. */
function removeHalfMade(file: string): void {
  for (const suffix of ["", "-wal", "-shm", "-journal"]) {
    try {
      rmSync(`${file}${suffix}`, { force: true });
    } catch {
      // A folder that can't be written keeps it; the error that is thrown says so.
    }
  }
}

/** Some other program's database, or one of ours with its schema gone. */
function refuseForeign(store: Store, file: string): void {
  // In this order: whoever makes the store at this very moment writes its tables and the mark in one transaction.
  const objects = store.prepare<[], number>("SELECT count(*) FROM sqlite_schema").pluck().get() ?? 0;
  const id = store.pragma("application_id", { simple: true });
  if (objects > 0 && id !== applicationId)
    throw new StoreError("STORE_DAMAGED", file, "not a database of Infomat");
}

function switchToWal(store: Store): void {
  for (let attempt = 1; store.pragma("journal_mode", { simple: true }) !== "wal"; attempt++) {
    try {
      store.pragma("journal_mode = WAL");
    } catch (error) {
      // SQLite doesn't wait for other connections here, whatever the busy timeout.
      if (!isBusy(error) || attempt === 200) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 25);
    }
  }
}

function migrate(store: Store, file: string, steps: readonly Migration[]): void {
  const upgrade = store.transaction(() => {
    store.pragma(`application_id = ${applicationId}`);
    store.exec(
      "CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT",
    );
  });
  const apply = store.transaction((step: Migration) => {
    // Another connection may have been quicker; this one has held the lock only since the transaction began.
    if (appliedUpTo(store) >= step.number) return;
    store.exec(step.sql);
    store.prepare("INSERT INTO migration (number, name) VALUES (?, ?)").run(step.number, step.name);
  });
  if (!hasMigrations(store)) upgrade.exclusive();
  refuseFuture(store, file, steps);
  for (const step of steps) if (appliedUpTo(store) < step.number) apply.exclusive(step);
}

function refuseFuture(store: Store, file: string, steps: readonly Migration[]): void {
  const found = appliedUpTo(store);
  const known = steps.at(-1)?.number ?? 0;
  if (found > known) throw new StoreFromFuture(file, found, known);
}

const hasMigrations = (store: Store): boolean =>
  store.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migration'").get() !==
  undefined;

const appliedUpTo = (store: Store): number =>
  hasMigrations(store)
    ? (store.prepare<[], number | null>("SELECT max(number) FROM migration").pluck().get() ?? 0)
    : 0;

/** Whether a statement was given up because another connection held the file. */
export const isBusy = (error: unknown): boolean =>
  error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY");

const unwritableSystemCodes = new Set(["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "ENOSPC", "ENOENT"]);

function storeError(error: unknown, file: string): unknown {
  if (error instanceof StoreError) return error;
  if (error instanceof Database.SqliteError) {
    if (/^SQLITE_(NOTADB|CORRUPT|FORMAT)/.test(error.code)) {
      return new StoreError("STORE_DAMAGED", file, error.code, error);
    }
    if (/^SQLITE_(CANTOPEN|READONLY|IOERR|FULL|PERM|AUTH)/.test(error.code)) {
      return new StoreError("STORE_UNWRITABLE", file, error.code, error);
    }
  }
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (typeof code === "string" && unwritableSystemCodes.has(code)) {
    return new StoreError("STORE_UNWRITABLE", file, code, error);
  }
  return error;
}
