import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import { findBrowser } from "#main/shell/chromium/index.ts";

/** Makes sure that there is a Chromium for the tests: an installed one, Debian's, or Playwright's own. */
function prepareBrowser(): boolean {
  if (findBrowser() || existsSync(chromium.executablePath())) return true;
  const run = (command: string, ...words: string[]) =>
    spawnSync(command, words, {
      stdio: "inherit",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      shell: process.platform === "win32",
    }).status === 0;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    process.stdout.write("Installing Chromium for the tests (apt-get) …\n");
    run("apt-get", "update", "-q");
    run("apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium");
    if (findBrowser()) return true;
  }
  process.stdout.write("Downloading Chromium for the tests (Playwright) …\n");
  return run("npx", "playwright", "install", "chromium");
}

if (!prepareBrowser()) {
  process.stderr.write(
    "No Chromium for the tests. Install one (Debian: apt-get install chromium) and try again.\n",
  );
  process.exitCode = 1;
}
