import { closeSync, openSync, rmSync, statSync } from "node:fs";
import { codeOf } from "./whole-file.ts";

/** How long the other one is waited for, and from what age on a lock was left by one that died, ms. */
const patience = 1_000;
const staleAfter = 5_000;
const pause = 5;

/**
 * Does something quick that no other process of this kiosk may do at the same time, while a file of this name is there.
 * @throws the system's error: `EEXIST` where another one has it for too long
 */
export function withFileLock<T>(file: string, work: () => T): T {
  for (let left = patience; ; left -= pause) {
    try {
      closeSync(openSync(file, "wx", 0o600));
      break;
    } catch (error) {
      if (codeOf(error) !== "EEXIST" || left <= 0) throw error;
      if (isStale(file)) rmSync(file, { force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
  }
  try {
    return work();
  } finally {
    rmSync(file, { force: true });
  }
}

function isStale(file: string): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  // Both instants are the file system's and this machine's; a clock that was set back makes it wait, no more.
  return found !== undefined && Date.now() - found.mtimeMs > staleAfter;
}
