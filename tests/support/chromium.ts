import type { LaunchOptions } from "@playwright/test";
import { findBrowser, thisMachine } from "#main/shell/chromium/index.ts";

/** Chromium without its windows: the same engine, and a third less work for the machine. */
const windowless = "/usr/bin/chromium-headless-shell";

const launchWith = (executablePath: string | null): LaunchOptions => ({
  // Without an installed one Playwright looks for its own download.
  ...(executablePath ? { executablePath } : {}),
  args: [
    "--disable-gpu",
    "--disable-background-networking",
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  ],
});

/** How the whole browser is started, as on a kiosk. */
export const wholeBrowser = launchWith(findBrowser());

/** How a browser that only paints screens is started: the windowless one where Debian's is installed. */
export const onlyScreens = launchWith(thisMachine.runnable(windowless) ? windowless : findBrowser());

/** Whether the windowless browser is still to be had on this machine. */
export const lacksWindowless = (): boolean => !thisMachine.runnable(windowless);
