import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { LogLevel } from "#contract/base/log.ts";
import { linesIn, logFilesOf, parsedLine } from "./read-log.ts";

/** A line of the log without its facts. `at`: ms since 1970. */
export type LastEvent = {
  readonly at: number;
  readonly level: LogLevel;
  readonly event: string;
  readonly text: string;
};

/** As much of each file's end as is read, bytes: a running kiosk has no time for whole ones. */
const endRead = 512 * 1024;

/** The last events of a level and above, the newest first. */
export function lastEvents(
  file: string,
  { level, most }: { readonly level: LogLevel; readonly most: number },
): LastEvent[] {
  const found: LastEvent[] = [];
  for (const one of logFilesOf(file).toReversed()) {
    if (found.length >= most) break;
    const lines = linesIn(endOf(one), { since: null, events: [], level });
    const events = lines
      .toReversed()
      .map(eventOf)
      .filter((event) => event !== null);
    found.push(...events.slice(0, most - found.length));
  }
  return found;
}

function endOf(file: string): string {
  try {
    const handle = openSync(file, "r");
    try {
      const { size } = fstatSync(handle);
      const bytes = Buffer.alloc(Math.min(size, endRead));
      const read = readSync(handle, bytes, 0, bytes.length, size - bytes.length);
      return bytes.toString("utf8", 0, read);
    } finally {
      closeSync(handle);
    }
  } catch {
    // Rotated away meanwhile.
    return "";
  }
}

function eventOf(line: string): LastEvent | null {
  const read = parsedLine(line);
  if (read === null) return null;
  const { time: at, event, msg: text = "" } = read;
  return { at, level: read.level >= 50 ? "error" : read.level >= 40 ? "warn" : "info", event, text };
}
