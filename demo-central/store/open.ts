import { randomBytes } from "node:crypto";
import { existsSync, renameSync, rmSync } from "node:fs";
import Database from "better-sqlite3";

/** Written into the file's header, so that nothing else is ever taken for ours and replaced. */
const applicationId = 0x1f04a701;

const schema = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE resource (
    no INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    json TEXT NOT NULL
  ) STRICT;
  CREATE TABLE slot_index (
    no INTEGER PRIMARY KEY,
    schedule TEXT NOT NULL,
    start INTEGER NOT NULL,
    status TEXT NOT NULL
  ) STRICT;
  CREATE TABLE token_index (
    type TEXT NOT NULL, param TEXT NOT NULL, value TEXT NOT NULL, system TEXT NOT NULL, no INTEGER NOT NULL,
    PRIMARY KEY (type, param, value, system, no)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE reference_index (
    type TEXT NOT NULL, param TEXT NOT NULL, target TEXT NOT NULL, no INTEGER NOT NULL,
    PRIMARY KEY (type, param, target, no)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE string_index (
    type TEXT NOT NULL, param TEXT NOT NULL, value TEXT NOT NULL, no INTEGER NOT NULL,
    PRIMARY KEY (type, param, value, no)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE date_index (
    type TEXT NOT NULL, param TEXT NOT NULL, low INTEGER NOT NULL, high INTEGER NOT NULL, no INTEGER NOT NULL,
    PRIMARY KEY (type, param, low, high, no)
  ) STRICT, WITHOUT ROWID;
`;

/** Made after the rows of a seed are in: sorting once is several times faster than keeping order row by row. */
const indexes = `
  CREATE UNIQUE INDEX resource_id ON resource (type, id);
  CREATE INDEX resource_updated ON resource (type, updated, no);
  CREATE INDEX slot_window ON slot_index (schedule, start, no);
  CREATE INDEX slot_start ON slot_index (start, no);
  CREATE INDEX token_no ON token_index (no);
  CREATE INDEX reference_no ON reference_index (no);
  CREATE INDEX string_no ON string_index (no);
  CREATE INDEX date_no ON date_index (no, param, low);
`;

/** The file is there but is somebody else's, or can't be opened at all. */
export class CentralFileError extends Error {
  override readonly name = "CentralFileError";
  readonly code: "FILE_FOREIGN" | "FILE_UNUSABLE";

  constructor(code: "FILE_FOREIGN" | "FILE_UNUSABLE", cause?: unknown) {
    super(code, { cause });
    this.code = code;
  }
}

export type SeedRun = {
  /** Equal keys mean that the stored rows are still the wanted ones. */
  readonly key: string;
  /** Fills an empty database, inside one transaction. `after` is the newest `updated` of what it replaces. */
  fill(db: Database.Database, after: number): void;
};

/** Databases in memory as they were when their seed was in, by its key: a copy is had in a tenth of the time. */
export type KeptSeeds = Map<string, Buffer>;

/**
 * Opens the central API's database. One without the wanted seed is made anew beside the old one and takes its
 * place only when it is whole, so a seeding that was killed is simply done again.
 * @param file null keeps everything in memory
 * @param kept what is kept in memory begins as a copy of the one in here, and is put here where there is none
 * @throws CentralFileError
 */
export function openDatabase(file: string | null, seed: SeedRun, kept?: KeptSeeds): Database.Database {
  if (file === null) return kept ? copyOf(seed, kept) : seedInto(":memory:", seed, 0);
  const after = readSeed(file);
  if (after === null || after.key !== seed.key) {
    const draft = `${file}.seeding`;
    removeDatabase(draft);
    try {
      seedInto(draft, seed, after?.updated ?? 0).close();
      removeDatabase(file);
      renameSync(draft, file);
    } catch (error) {
      throw isSystemError(error) ? new CentralFileError("FILE_UNUSABLE", error) : error;
    }
  }
  const db = new Database(file);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = NORMAL");
  return tuned(db);
}

function copyOf(seed: SeedRun, kept: KeptSeeds): Database.Database {
  const known = kept.get(seed.key);
  if (known) return inMemory(new Database(known));
  const db = seedInto(":memory:", seed, 0);
  kept.set(seed.key, db.serialize());
  return db;
}

/** A transaction that fails must be able to roll back. */
function inMemory(db: Database.Database): Database.Database {
  db.pragma("journal_mode = MEMORY");
  db.pragma("synchronous = OFF");
  return tuned(db);
}

function seedInto(file: string, seed: SeedRun, after: number): Database.Database {
  const db = new Database(file);
  try {
    db.pragma("journal_mode = OFF");
    db.pragma("synchronous = OFF");
    db.pragma(`application_id = ${applicationId}`);
    db.exec("BEGIN");
    db.exec(schema);
    seed.fill(db, after);
    db.exec(indexes);
    const put = db.prepare("INSERT INTO meta (key, value) VALUES (?, ?)");
    put.run("seed", seed.key);
    put.run("cursorKey", randomBytes(32).toString("hex"));
    db.exec("COMMIT");
  } catch (error) {
    db.close();
    throw error;
  }
  return file === ":memory:" ? inMemory(db) : tuned(db);
}

function tuned(db: Database.Database): Database.Database {
  db.pragma("cache_size = -65536");
  db.pragma("temp_store = MEMORY");
  return db;
}

/** What an existing file was seeded with; null where there is none, or one that an interrupted run left. */
function readSeed(file: string): { key: string; updated: number } | null {
  if (!existsSync(file)) return null;
  let db: Database.Database | null = null;
  try {
    db = new Database(file, { fileMustExist: true });
    if (db.pragma("application_id", { simple: true }) !== applicationId)
      throw new CentralFileError("FILE_FOREIGN");
    const key = db.prepare("SELECT value FROM meta WHERE key = 'seed'").pluck().get();
    const updated = db.prepare("SELECT max(updated) FROM resource").pluck().get();
    return { key: String(key), updated: Number(updated) };
  } catch (error) {
    if (error instanceof Database.SqliteError) throw new CentralFileError("FILE_FOREIGN", error);
    throw isSystemError(error) ? new CentralFileError("FILE_UNUSABLE", error) : error;
  } finally {
    db?.close();
  }
}

function removeDatabase(file: string): void {
  for (const suffix of ["", "-wal", "-shm", "-journal"]) rmSync(file + suffix, { force: true });
}

const isSystemError = (error: unknown): boolean =>
  error instanceof Database.SqliteError || (error instanceof Error && "code" in error && "syscall" in error);
