import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { z } from "zod";
import { withFileLock } from "../../files/file-lock.ts";
import { codeOf, writeWholeFile } from "../../files/whole-file.ts";
import type { Log } from "../../log/events.ts";
import { type AuditEntry, auditHasher, auditLine, auditStart, readAuditLine } from "./record.ts";

/** The record of what staff did. The core writes it, and `infomat staff` beside it: one at a time. */
export type Audit = {
  /**
   * Adds a record; it is on the disk when this returns. False where the disk takes none: what it was to record must
   * not be done then.
   */
  write(entry: AuditEntry): boolean;
};

/** Where the chain ends: kept beside the file, so that a file that was cut short is noticed. */
const auditHeadSchema = z.strictObject({ n: z.int().nonnegative(), hash: z.string() });
type Head = z.infer<typeof auditHeadSchema>;

export type AuditFiles = { readonly auditFile: string; readonly auditHeadFile: string };

const none: Head = { n: 0, hash: auditStart };

export function openAudit(options: {
  readonly files: AuditFiles;
  readonly kioskKey: Uint8Array;
  readonly kiosk: string;
  /** The central API's clock, ms. */
  readonly now: () => number;
  readonly log: Log;
}): Audit {
  const { files, kiosk, now, log } = options;
  const hashOf = auditHasher(options.kioskKey);
  let head: (Head & { readonly size: number }) | null = null;

  /** The chain goes on from its last record, also where the head beside it says another thing: that is told. */
  const readHead = (): Head => {
    const last = lastRecord(files.auditFile, log);
    const kept = readAuditHead(files.auditHeadFile);
    if (kept !== null && (kept.n > last.n || (kept.n === last.n && kept.hash !== last.hash)))
      log.write("audit.tampered", { records: last.n, expected: kept.n });
    // Numbers never begin anew: what is missing is seen as a gap.
    return { n: Math.max(last.n, kept?.n ?? 0), hash: last.hash };
  };

  return {
    write(entry) {
      try {
        withFileLock(`${files.auditFile}.lock`, () => {
          // Of another size than this one left it, another process has written since.
          const before = head !== null && head.size === sizeOf(files.auditFile) ? head : readHead();
          const n = before.n + 1;
          const at = new Date(Math.round(now())).toISOString();
          const text = JSON.stringify({ n, at, kiosk, ...entry, prev: before.hash });
          const hash = hashOf(text);
          append(files.auditFile, auditLine(hash, text));
          head = { n, hash, size: sizeOf(files.auditFile) };
          log.write("audit.recorded", { record: n, hash });
          writeWholeFile(files.auditHeadFile, `${JSON.stringify({ n, hash })}\n`);
        });
        return true;
      } catch (error) {
        if (codeOf(error) === "") throw error;
        // A part of a line may stand in the file: it is read again, and cut off.
        head = null;
        log.write("audit.unwritable", { code: codeOf(error) });
        return false;
      }
    },
  };
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** Null where there is none, or it can't be read. */
export function readAuditHead(file: string): Head | null {
  try {
    return auditHeadSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}

function append(file: string, line: string): void {
  const handle = openSync(file, "a", 0o600);
  try {
    writeSync(handle, line);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The last record of the file. What a power cut left of a line after it is cut off, and told. */
function lastRecord(file: string, log: Log): Head {
  if (!existsSync(file)) return none;
  const content = readFileSync(file);
  const whole = content.lastIndexOf(0x0a) + 1;
  if (whole < content.length) {
    truncateSync(file, whole);
    log.write("audit.tail-cut", { bytes: content.length - whole });
  }
  const lines = content.subarray(0, whole).toString("utf8").split("\n");
  const last = lines.findLast((line) => line !== "");
  if (last === undefined) return none;
  const read = readAuditLine(last);
  // A line that is none of ours: the chain goes on behind it, and the check names it.
  return read ? { n: read.record.n, hash: read.hash } : { n: lines.length - 1, hash: auditStart };
}
