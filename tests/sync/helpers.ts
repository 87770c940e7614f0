import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type Later = (close: () => unknown) => void;

/** Runs `work` with things that are closed afterwards in reverse order, whatever happens. */
export async function withCleanUp<T>(work: (later: Later) => Promise<T> | T): Promise<T> {
  const closers: (() => unknown)[] = [];
  try {
    return await work((close) => closers.push(close));
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

export function temporaryFolder(later: Later): string {
  const dir = mkdtempSync(join(tmpdir(), "infomat-test-"));
  later(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** A run of mutants waits less: most of what it waits for never comes. Ms. */
const longestWait = Number(process.env.LONGEST_WAIT ?? 45_000);

/** Asks again until the answer is yes; a test that waits in vain fails by its own time limit, with this line. */
export async function waitFor(condition: () => boolean, within = longestWait): Promise<void> {
  const until = performance.now() + within;
  while (!condition()) {
    if (performance.now() > until) throw new Error(`waited ${within} ms in vain for ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** All that comes. */
export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of source) all.push(one);
  return all;
}
