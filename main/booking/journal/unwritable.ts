import { codeOf } from "../../files/whole-file.ts";
import { isUnwritable } from "../../store/errors.ts";

/** The journal takes no entry now: the disk is full, read-only or broken. Nothing was written. */
export class JournalUnwritable extends Error {
  override readonly name = "JournalUnwritable";
  /** SQLite's code. */
  readonly code: string;
  /** The operation, and whether an attempt of it had left before; null where the write was of none. */
  about: { readonly key: string; readonly wasSent: boolean } | null = null;

  constructor(cause: unknown) {
    super(`the booking journal can't be written (${codeOf(cause)})`, { cause });
    this.code = codeOf(cause);
  }
}

/** Runs a write. @throws {JournalUnwritable} in place of the database's own errors of that kind */
export function writing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw isUnwritable(error) ? new JournalUnwritable(error) : error;
  }
}
