import {
  closeSync,
  fchmodSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import type { DestinationStream } from "pino";
import { codeOf } from "../files/whole-file.ts";
import { type LogEventId, logEvents } from "./events.ts";

export type LogFileOptions = {
  /** Bytes after which the file is put aside, and how many that were put aside stay. */
  readonly largest?: number;
  readonly kept?: number;
  /** Never goes back, ms. */
  readonly monotonic?: () => number;
};

/** How long a file that can't be written is left alone, and how often it is looked whether it is still there, ms. */
const retryAfter = 1000;
const lookEvery = 2000;

/**
 * The log file: rotated while running (`FILE.1` is the newest that was put aside), so it holds at most
 * `(kept + 1) × largest` bytes. It never throws and ends nothing: a line that can't be written (disk full, read-only,
 * folder gone) is counted, and the count is the first line once writing works again. A file that was deleted or
 * moved is made anew.
 *
 * Written here because pino's own destination reports a full disk as an error event that ends the process, and
 * pino-roll rotates in the background with timers, which loses lines at the end of the process.
 */
export function logFile(file: string, options: LogFileOptions = {}): DestinationStream {
  const { largest = 10 * 1024 * 1024, kept = 4, monotonic = () => performance.now() } = options;
  let handle: number | null = null;
  let size = 0;
  let lost = 0;
  let why = "";
  let closedUntil = Number.NEGATIVE_INFINITY;
  let lookedAt = Number.NEGATIVE_INFINITY;

  const close = (): void => {
    if (handle === null) return;
    const old = handle;
    handle = null;
    closeSync(old);
  };
  const open = (): number => {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const opened = openSync(file, "a", 0o600);
    if (process.platform !== "win32") fchmodSync(opened, 0o600);
    handle = opened;
    size = fstatSync(opened).size;
    return opened;
  };
  const rotate = (): void => {
    close();
    for (let number = kept; number >= 1; number--) {
      const older = number === 1 ? file : `${file}.${number - 1}`;
      if (statSync(older, { throwIfNoEntry: false })) renameSync(older, `${file}.${number}`);
    }
    if (kept === 0) rmSync(file, { force: true });
  };
  const isStillThere = (opened: number): boolean => {
    const found = statSync(file, { throwIfNoEntry: false });
    const own = fstatSync(opened);
    return found !== undefined && found.ino === own.ino && found.dev === own.dev;
  };
  const append = (text: string): void => {
    const now = monotonic();
    if (handle !== null && now - lookedAt >= lookEvery) {
      lookedAt = now;
      if (!isStillThere(handle)) close();
    }
    let opened = handle ?? open();
    const bytes = Buffer.from(text);
    if (size > 0 && size + bytes.length > largest) {
      rotate();
      opened = open();
    }
    const written = writeSync(opened, bytes);
    if (written === bytes.length) {
      size += written;
      return;
    }
    // Half a line would spoil the next one.
    ftruncateSync(opened, size);
    throw Object.assign(new Error("short write"), { code: "ENOSPC" });
  };

  return {
    write(line) {
      if (monotonic() < closedUntil) {
        lost++;
        return;
      }
      try {
        if (lost > 0) append(`${JSON.stringify(lossLine(lost, why))}\n`);
        lost = 0;
        append(line);
      } catch (error) {
        lost++;
        why = codeOf(error) || "unknown";
        closedUntil = monotonic() + retryAfter;
        try {
          close();
        } catch {
          // The handle is given up in any case.
        }
      }
    },
  };
}

/** As pino writes a warning. */
const lossLine = (lines: number, fault: string) => ({
  level: 40,
  time: Date.now(),
  event: "log.lines-lost" satisfies LogEventId,
  lines,
  fault,
  msg: logEvents["log.lines-lost"].sentence,
});
