import { randomBytes } from "node:crypto";
import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";

/** The kiosk's own folder can't be used. `message` says which and why. */
export class DataFolderError extends Error {
  override readonly name = "DataFolderError";
}

export type DataFolder = {
  readonly storeFile: string;
  readonly journalFile: string;
  readonly printJournalFile: string;
  /** Letters that wait to go. */
  readonly outboxFile: string;
  /** Letters of the demo. */
  readonly lettersDir: string;
  /** What the printer was seen to answer. */
  readonly printerFile: string;
  readonly ticketsDir: string;
  /** What switches the kiosk out of service. */
  readonly serviceDir: string;
  readonly key: Buffer;
};

export const serviceDirIn = (dataDir: string): string => join(dataDir, "service");

/** The files of the data folder; made on first use, readable by the kiosk's user alone. */
export function openDataFolder(dir: string): DataFolder {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    return {
      storeFile: join(dir, "infomat.sqlite"),
      journalFile: join(dir, "journal.sqlite"),
      printJournalFile: join(dir, "print-journal.sqlite"),
      outboxFile: join(dir, "outbox.sqlite"),
      lettersDir: join(dir, "mail"),
      printerFile: join(dir, "printer.json"),
      ticketsDir: join(dir, "tickets"),
      serviceDir: serviceDirIn(dir),
      key: kioskKey(dir),
    };
  } catch (cause) {
    if (cause instanceof DataFolderError) throw cause;
    const code = (cause as NodeJS.ErrnoException).code ?? "unknown fault";
    throw new DataFolderError(`the data folder ${dir} can't be written (${code})`, { cause });
  }
}

/** 32 random bytes, made at the first start. A key of another length is a damaged file, and is not replaced. */
function kioskKey(dir: string): Buffer {
  const file = join(dir, "kiosk.key");
  try {
    const handle = openSync(file, "wx", 0o600);
    writeSync(handle, randomBytes(32));
    fsyncSync(handle);
    closeSync(handle);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  chmodSync(file, 0o600);
  const key = readFileSync(file);
  if (key.length !== 32) throw new DataFolderError(`${file} is damaged: ${key.length} bytes instead of 32`);
  return key;
}
