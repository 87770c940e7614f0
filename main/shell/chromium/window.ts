import { spawn } from "node:child_process";
import { readFileSync, readlinkSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Clock } from "#contract/index.ts";
import { keepWindow } from "../kept-window.ts";
import type { KioskWindow } from "../kiosk.ts";
import { asRunning } from "../process.ts";
import { browserArguments } from "./arguments.ts";

export type ChromiumWindow = {
  readonly browser: string;
  /** Folder of the browser's profile. It is emptied at each opening: nothing of a patient outlives a window. */
  readonly profile: string;
  readonly clock: Clock;
  readonly say: (line: string) => void;
  /** Chromium refuses its sandbox as root. */
  readonly root: boolean;
};

/** An installed browser in kiosk mode. */
export function chromiumWindow({ browser, profile, clock, say, root }: ChromiumWindow): KioskWindow {
  const forget = () => rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  const window = keepWindow({
    clock,
    say,
    open: (url) => {
      endLeftover(profile);
      forget();
      return asRunning(spawn(browser, browserArguments({ url, profile, root }), { stdio: "ignore" }), clock);
    },
  });
  return {
    show: window.show,
    async close() {
      await window.close();
      forget();
    },
  };
}

/**
 * Ends a browser that outlived a killed launcher: while it holds the profile, a new one would only hand its
 * address over to it and leave. Chromium's lock is a symbolic link to `host-pid` (Linux and macOS).
 */
function endLeftover(profile: string): void {
  try {
    const owner = /^(.*)-(\d+)$/.exec(readlinkSync(join(profile, "SingletonLock")));
    if (owner?.[1] !== hostname()) return;
    const pid = Number(owner[2]);
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    if (command.includes(`--user-data-dir=${profile}`)) process.kill(pid, "SIGKILL");
  } catch {
    // No lock, no such process, or not Linux: nothing is left over that could be told for certain.
  }
}
