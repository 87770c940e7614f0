import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../run.ts";
import type { Folder } from "./folders.ts";

/** Lines that are mutated together: long enough to hold most functions whole. */
const windowLength = 40;

/**
 * What StrykerJS is to mutate of a folder: all of it, or about `lines` lines in windows that the seed chooses, so that
 * equal seeds give equal samples. @returns patterns such as `main/booking/retry.ts:41-80`
 */
export function mutated(folder: Folder, lines: number | null, seed: number): readonly string[] {
  if (lines === null) return folder.mutate;
  const windows = filesOf(folder).flatMap((file) => {
    const length = readFileSync(join(root, file), "utf8").split("\n").length;
    return Array.from({ length: Math.ceil(length / windowLength) }, (_, no) => ({
      pattern: `${file}:${no * windowLength + 1}-${Math.min(length, (no + 1) * windowLength)}`,
      order: hash(`${seed} ${file} ${no}`),
    }));
  });
  return windows
    .toSorted((a, b) => a.order - b.order)
    .slice(0, Math.max(1, Math.round(lines / windowLength)))
    .map(({ pattern }) => pattern);
}

/** The places in a list of survivors, each once, as StrykerJS takes them: `main/booking/retry.ts:41:5-41:17`. */
export const survivorsIn = (list: string): readonly string[] => [
  ...new Set(list.split("\n").flatMap((line) => line.split(" ", 1)[0] || [])),
];

function filesOf({ mutate }: Folder): readonly string[] {
  const left = new Set(
    mutate.filter((glob) => glob.startsWith("!")).flatMap((glob) => globSync(glob.slice(1), { cwd: root })),
  );
  return mutate
    .filter((glob) => !glob.startsWith("!"))
    .flatMap((glob) => globSync(glob, { cwd: root }))
    .filter((file) => !left.has(file))
    .toSorted();
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const char of text) value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return value;
}
