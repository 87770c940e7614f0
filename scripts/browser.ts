import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import { findBrowser } from "#main/shell/chromium/index.ts";
import { lacksWindowless } from "#tests/support/chromium.ts";

function run(command: string, ...words: string[]): boolean {
  const { status } = spawnSync(command, words, {
    stdio: "inherit",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    shell: process.platform === "win32",
  });
  return status === 0;
}

/** Whether the machine's lists of packages, as old as they are, know this one. */
const isOffered = (name: string): boolean =>
  spawnSync("apt-cache", ["show", name], { stdio: "ignore" }).status === 0;

/** Makes sure that there is a Chromium for the tests: an installed one, Debian's, or Playwright's own. */
function prepareBrowser(): boolean {
  const isThere = (): boolean => findBrowser() !== null || existsSync(chromium.executablePath());
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    const install = (name: string) => run("apt-get", "install", "-y", "-q", "--no-install-recommends", name);
    if (!isThere()) {
      process.stdout.write("Installing Chromium for the tests (apt-get) …\n");
      run("apt-get", "update", "-q");
      install("chromium");
    }
    // Only quicker: without it the whole browser paints the screens.
    if (lacksWindowless() && isOffered("chromium-headless-shell")) install("chromium-headless-shell");
  }
  if (isThere()) return true;
  process.stdout.write("Downloading Chromium for the tests (Playwright) …\n");
  return run("npx", "playwright", "install", "chromium");
}

if (!prepareBrowser()) {
  process.stderr.write(
    "No Chromium for the tests. Install one (Debian: apt-get install chromium) and try again.\n",
  );
  process.exitCode = 1;
}
