import Database from "better-sqlite3";

/** Whether a database doesn't take a write now, which may pass, or can't be relied on any more. */
export const isUnwritable = (error: unknown): boolean =>
  error instanceof Database.SqliteError &&
  /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|PERM|CORRUPT|NOTADB|BUSY)/.test(error.code);

/**
 * Why the local store can't be used. The launcher has a plain text and a remedy for each.
 * - `STORE_FROM_FUTURE`: a newer version of the program has changed it. It is left as it is.
 * - `STORE_DAMAGED`: the file is not a database of ours, or can't be read any more.
 * - `STORE_UNWRITABLE`: the folder or the file can't be written, or the disk is full.
 */
export type StoreErrorCode = "STORE_FROM_FUTURE" | "STORE_DAMAGED" | "STORE_UNWRITABLE";

export class StoreError extends Error {
  override readonly name: string = "StoreError";
  readonly code: StoreErrorCode;
  readonly file: string;

  constructor(code: StoreErrorCode, file: string, detail: string, cause?: unknown) {
    super(`${code}: ${file}: ${detail}`, { cause });
    this.code = code;
    this.file = file;
  }
}

/** The database holds migrations that this version of the program has never heard of. */
export class StoreFromFuture extends StoreError {
  override readonly name = "StoreFromFuture";
  /** The number of the newest migration in the file. */
  readonly found: number;
  /** The newest that this program knows. */
  readonly known: number;

  constructor(file: string, found: number, known: number) {
    super("STORE_FROM_FUTURE", file, `it has migration ${found}, this program knows up to ${known}`);
    this.found = found;
    this.known = known;
  }
}
