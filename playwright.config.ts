import { defineConfig, type PlaywrightTestProject } from "@playwright/test";
import { findBrowser } from "#main/shell/chromium/index.ts";
import { electronBinary } from "#main/start/electron-binary.ts";

const installed = findBrowser();

const chromium: PlaywrightTestProject["use"] = {
  browserName: "chromium",
  viewport: { width: 1080, height: 1920 },
  launchOptions: {
    // Without an installed one Playwright looks for its own download.
    ...(installed ? { executablePath: installed } : {}),
    args: [
      "--disable-gpu",
      "--disable-background-networking",
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ],
  },
};

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  workers: 2,
  fullyParallel: false,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [["list"]],
  // Traces, videos and screenshots of failures would carry what a test patient typed into build archives.
  use: { trace: "off", video: "off", screenshot: "off", locale: "ru-RU", timezoneId: "Europe/Moscow" },
  projects: [
    { name: "chromium", testMatch: ["e2e/**/*.spec.ts", "renderer/**/*.spec.ts"], use: chromium },
    // Without Electron's binary there is nothing to drive; the runner says so and counts it as skipped.
    ...(electronBinary() ? [{ name: "electron", testMatch: ["electron/**/*.spec.ts"] }] : []),
  ],
});
