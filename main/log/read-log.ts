import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import type { LogLevel } from "#contract/base/log.ts";

/** pino's numbers of the levels. */
const levels: Readonly<Record<LogLevel, number>> = { debug: 20, info: 30, warn: 40, error: 50 };

const lineSchema = z.looseObject({
  level: z.number(),
  time: z.number(),
  event: z.string(),
  msg: z.string().optional(),
});
type LogLineRead = z.infer<typeof lineSchema>;

/** Which lines are asked for. */
export type LogFilter = {
  /** Not before, ms since 1970. */
  readonly since: number | null;
  /** Ids, or their beginnings with a `*`; all when empty. */
  readonly events: readonly string[];
  readonly level: LogLevel | null;
};

/** The log's files from the oldest on: `infomat.log.4` … `infomat.log`. */
export function logFilesOf(file: string): readonly string[] {
  const form = new RegExp(`^${basename(file).replaceAll(".", "\\.")}(?:\\.(\\d+))?$`);
  let names: readonly string[];
  try {
    names = readdirSync(dirname(file));
  } catch {
    return [];
  }
  return names
    .flatMap((name) => {
      const found = form.exec(name);
      return found ? [{ name, age: Number(found[1] ?? 0) }] : [];
    })
    .toSorted((one, other) => other.age - one.age)
    .map(({ name }) => join(dirname(file), name));
}

/** Lines of all files that were asked for, oldest first. What is no line of a log, as one that was cut, is left out. */
export function readLog(file: string, filter: LogFilter): readonly string[] {
  return logFilesOf(file).flatMap((one) => {
    try {
      return linesIn(readFileSync(one, "utf8"), filter);
    } catch {
      // Rotated away meanwhile.
      return [];
    }
  });
}

export function linesIn(text: string, { since, events, level }: LogFilter): readonly string[] {
  return text.split("\n").filter((line) => {
    const read = parsedLine(line);
    if (read === null) return false;
    if (since !== null && read.time < since) return false;
    if (level !== null && read.level < levels[level]) return false;
    return (
      events.length === 0 ||
      events.some((id) => (id.endsWith("*") ? read.event.startsWith(id.slice(0, -1)) : read.event === id))
    );
  });
}

export function parsedLine(line: string): LogLineRead | null {
  try {
    const read = lineSchema.safeParse(JSON.parse(line));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** A line for people: time (UTC), level, event, sentence, facts. */
export function tellLine(line: string): string {
  const read = parsedLine(line);
  if (read === null) return line;
  const { level, time, event, msg, ...facts } = read;
  const name = Object.entries(levels).find(([, number]) => number === level)?.[0] ?? String(level);
  const told = Object.entries(facts).map(
    // Of many lines, or with signs that move a terminal's cursor: as it stands in the log.
    ([fact, value]) =>
      `${fact}=${typeof value === "string" && !/\p{Cc}/u.test(value) ? value : JSON.stringify(value)}`,
  );
  const when = new Date(time).toISOString().slice(0, 19).replace("T", " ");
  return [when, name.toUpperCase().padEnd(5), event, msg ?? "", ...told].filter(Boolean).join("  ");
}

/** What a file has grown by, from call to call; begins anew when it was rotated or made anew. */
export function createTail(file: string): () => string {
  let [at, inode] = [0, 0];
  const first = statSync(file, { throwIfNoEntry: false });
  if (first) [at, inode] = [first.size, first.ino];
  let rest = "";
  return () => {
    let handle: number;
    try {
      handle = openSync(file, "r");
    } catch {
      return "";
    }
    try {
      const { size, ino } = fstatSync(handle);
      if (ino !== inode || size < at) [at, inode, rest] = [0, ino, ""];
      const bytes = Buffer.alloc(size - at);
      at += readSync(handle, bytes, 0, bytes.length, at);
      const text = rest + bytes.toString();
      const end = text.lastIndexOf("\n") + 1;
      rest = text.slice(end);
      return text.slice(0, end);
    } finally {
      closeSync(handle);
    }
  };
}
