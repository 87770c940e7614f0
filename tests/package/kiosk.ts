import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import Database from "better-sqlite3";
import type { Machine } from "./machine.ts";

/** Does a part of the test, and says how it went. */
export type Step = (name: string, work: () => void | Promise<void>) => Promise<void>;

/** Asks again and again until it is so. @throws after `patience` ms, with what is said to be missing */
export async function until(
  what: () => string,
  isSo: () => boolean | Promise<boolean>,
  patience = 180_000,
): Promise<void> {
  const end = performance.now() + patience;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`not in ${patience / 1000} s: ${what()}`);
    await pause(100);
  }
}

export type Running = {
  said(): string;
  /** Ends it at once, with all that it started. */
  kill(): Promise<void>;
};

/** Starts something as the kiosk's user. */
export function startAsKiosk(
  machine: Machine,
  words: readonly string[],
  variables: readonly string[] = [],
): Running {
  let said = "";
  const user = ["runuser", "-u", "infomat", "--", "env", "HOME=/var/lib/infomat", ...variables];
  const child: ChildProcess = machine.start([...user, ...words], (text) => (said += text));
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    said: () => said,
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** States of the operations in the machine's booking journal, by key. */
export function journalStates(machine: Machine): ReadonlyMap<string, string> {
  const file = join(machine.folder, "var/lib/infomat/journal.sqlite");
  const journal = new Database(file, { readonly: true });
  try {
    const rows = journal
      .prepare<[], { key: string; state: string }>("SELECT key, state FROM operation")
      .all();
    return new Map(rows.map(({ key, state }) => [key, state]));
  } finally {
    journal.close();
  }
}

export const readInside = (machine: Machine, file: string): string =>
  readFileSync(join(machine.folder, file), "utf8");
