import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Clock } from "#contract/index.ts";
import type { Running } from "../keep-running.ts";
import { keepWindow } from "../kept-window.ts";
import type { KioskWindow } from "../kiosk.ts";
import { asRunning } from "../process.ts";
import { browserArguments, firstPreferences } from "./arguments.ts";
import { displayArea } from "./display.ts";

export type ChromiumWindow = {
  readonly browser: string;
  /** Folder of the browser's profile. It is emptied at each opening: nothing of a patient outlives a window. */
  readonly profile: string;
  readonly clock: Clock;
  readonly say: (line: string) => void;
  /** Chromium refuses its sandbox as root. */
  readonly root: boolean;
  /** BCP 47 tag of the language that the page begins with. */
  readonly language: string;
};

/** How long a browser may take to end when asked, ms: its profile is thrown away, and nobody waits for a good end. */
const endsWithin = 1_000;

/** An installed browser in kiosk mode. */
export function chromiumWindow({
  browser,
  profile,
  clock,
  say,
  root,
  language,
}: ChromiumWindow): KioskWindow {
  const forget = () => rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  const window = keepWindow({
    clock,
    say,
    open: (url) =>
      afterwards(displayArea(), (area) => {
        endLeftover(profile);
        forget();
        mkdirSync(join(profile, "Default"), { recursive: true, mode: 0o700 });
        writeFileSync(join(profile, "Default/Preferences"), JSON.stringify(firstPreferences(language)));
        const words = browserArguments({ url, profile, root, language, area });
        // On Linux a browser takes its language from here.
        const env = { ...process.env, LANGUAGE: language };
        return asRunning(spawn(browser, words, { stdio: "ignore", env }), clock, undefined, endsWithin);
      }),
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

/** What runs as soon as something is known; asked to stop before that, it never begins. */
function afterwards<T>(known: Promise<T>, start: (value: T) => Running): Running {
  let isWanted = true;
  const started = known.then((value) => (isWanted ? start(value) : null));
  return {
    ended: started.then((running) => running?.ended ?? "asked to"),
    async stop() {
      isWanted = false;
      await (await started)?.stop();
    },
  };
}
