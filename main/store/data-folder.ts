import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { keepPrivate } from "../files/private.ts";
import { codeOf, createWholeFile } from "../files/whole-file.ts";
import { sealedRows } from "./sealed-rows.ts";

/**
 * Why the kiosk's own folder can't be used; the launcher has a remedy for each. `message` says which and why.
 * - `STORE_UNWRITABLE`: it can't be made, read or written.
 * - `KEY_MISSING`, `KEY_DAMAGED`: there are rows that only the key in `kiosk.key` opens, and it isn't there or isn't
 *   whole. No other key is made: those rows would be lost without a word.
 */
export type DataFolderCode = "STORE_UNWRITABLE" | "KEY_MISSING" | "KEY_DAMAGED";

export class DataFolderError extends Error {
  override readonly name = "DataFolderError";
  readonly code: DataFolderCode;

  constructor(code: DataFolderCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** The folder's files, by what they hold. */
type DataFiles = {
  readonly dir: string;
  readonly storeFile: string;
  readonly journalFile: string;
  readonly printJournalFile: string;
  /** Attempts to sign in, of the last hour. */
  readonly signInLimitsFile: string;
  /** Who of the clinic may sign in, and how often that was tried. */
  readonly staffFile: string;
  readonly staffLimitsFile: string;
  /** What staff did, and where that record ends. */
  readonly auditFile: string;
  readonly auditHeadFile: string;
  /** E-mails that wait to go. */
  readonly outboxFile: string;
  /** What an N3 hub doesn't keep: details of the kiosk's own bookings, and agreements. */
  readonly hubRecordsFile: string;
  /** E-mails of the demo. */
  readonly emailsDir: string;
  /** What the printer was seen to answer. */
  readonly printerFile: string;
  /** When the printer's roll was changed last. */
  readonly paperRollFile: string;
  readonly ticketsDir: string;
  /** The start of the machine in which a technician has ended the kiosk. */
  readonly leftFile: string;
  /** What switches the kiosk out of service. */
  readonly serviceDir: string;
  /** What the kiosk remembers of its own files: see store/kiosk-state.ts. */
  readonly stateFile: string;
  /** The hash of the settings of the last start. */
  readonly settingsSeenFile: string;
  /** Damaged files that people must look at. */
  readonly setAsideDir: string;
  readonly logFile: string;
  readonly keyFile: string;
};
export type DataFolder = DataFiles & { readonly key: Buffer };

export const serviceDirIn = (dataDir: string): string => join(dataDir, "service");

export const dataFilesIn = (dir: string): DataFiles => ({
  dir,
  storeFile: join(dir, "infomat.sqlite"),
  journalFile: join(dir, "journal.sqlite"),
  printJournalFile: join(dir, "print-journal.sqlite"),
  signInLimitsFile: join(dir, "sign-in-limits.sqlite"),
  staffFile: join(dir, "staff.json"),
  staffLimitsFile: join(dir, "staff-limits.sqlite"),
  auditFile: join(dir, "audit.log"),
  auditHeadFile: join(dir, "audit-head.json"),
  outboxFile: join(dir, "outbox.sqlite"),
  hubRecordsFile: join(dir, "hub-records.sqlite"),
  emailsDir: join(dir, "mail"),
  printerFile: join(dir, "printer.json"),
  paperRollFile: join(dir, "paper-roll.json"),
  ticketsDir: join(dir, "tickets"),
  leftFile: join(dir, "left"),
  serviceDir: serviceDirIn(dir),
  stateFile: join(dir, "state.json"),
  settingsSeenFile: join(dir, "settings-seen"),
  setAsideDir: join(dir, "set-aside"),
  logFile: join(dir, "infomat.log"),
  keyFile: join(dir, "kiosk.key"),
});

/**
 * The files of the data folder; made on first use, readable by the kiosk's user alone, also where they were there
 * before with other rights. @throws {DataFolderError}
 */
export function openDataFolder(dir: string): DataFolder {
  const files = dataFilesIn(dir);
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    keepPrivate(files);
    return { ...files, key: kioskKey(files) };
  } catch (cause) {
    if (cause instanceof DataFolderError) throw cause;
    const code = codeOf(cause) || "unknown fault";
    throw new DataFolderError("STORE_UNWRITABLE", `the data folder ${dir} can't be written (${code})`, cause);
  }
}

const keyLength = 32;

/**
 * 32 random bytes, made at the first start. A key that is missing or of another length is replaced only where
 * nothing is sealed under it, which is so after a first start that was cut short.
 */
function kioskKey(files: DataFiles): Buffer {
  const { keyFile } = files;
  const size = statSync(keyFile, { throwIfNoEntry: false })?.size;
  if (size !== keyLength) {
    const sealed = sealedRows(files);
    if (sealed.length > 0) {
      const code = size === undefined ? "KEY_MISSING" : "KEY_DAMAGED";
      const state = size === undefined ? "is not there" : `is damaged: ${size} bytes instead of ${keyLength}`;
      throw new DataFolderError(code, `${keyFile} ${state}, and it is needed for ${sealed.join(", ")}`);
    }
    if (size !== undefined) rmSync(keyFile);
    createWholeFile(keyFile, randomBytes(keyLength));
  }
  return readFileSync(keyFile);
}
