import { defineConfig, type PlaywrightTestProject } from "@playwright/test";
import { electronBinary } from "#main/launcher/electron-binary.ts";
import { onlyScreens, wholeBrowser } from "#tests/support/chromium.ts";

const tall: PlaywrightTestProject["use"] = {
  browserName: "chromium",
  viewport: { width: 1080, height: 1920 },
};

/** `npm run test:long` sets it: the suites of minutes each, which `npm test` leaves out. */
const onlyLong = process.env.LONG_TESTS !== undefined;
const looks = "renderer/**/*.looks.spec.ts";
const flows = "e2e/flows/**/*.spec.ts";
const suffix = onlyLong ? "long.spec.ts" : "spec.ts";

export default defineConfig({
  testDir: "tests",
  testIgnore: onlyLong ? [] : ["**/*.long.spec.ts"],
  outputDir: "test-results",
  workers: 2,
  fullyParallel: false,
  // As the unit and integration tests: once more on a build server, and named as flaky in its output.
  retries: process.env.CI === undefined ? 0 : 1,
  // None of these tells a fast machine from a slow one (that is bench/'s part), only a test that hangs.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: [["list"]],
  // Traces, videos and screenshots of failures would carry what a test patient typed into build archives.
  use: { trace: "off", video: "off", screenshot: "off", locale: "ru-RU", timezoneId: "Europe/Moscow" },
  projects: [
    {
      name: "chromium",
      testMatch: [`e2e/**/*.${suffix}`],
      testIgnore: onlyLong ? [] : [flows, "**/*.long.spec.ts"],
      use: { ...tall, launchOptions: wholeBrowser },
    },
    // `npm run test:flows`: the orders of steps, sign-ins, hubs, staff and counter, each with programs of its own.
    {
      name: "flows",
      testMatch: onlyLong ? [] : [flows],
      testIgnore: ["**/*.long.spec.ts"],
      use: { ...tall, launchOptions: wholeBrowser },
    },
    {
      name: "screens",
      testMatch: [`renderer/**/*.${suffix}`],
      testIgnore: onlyLong ? [] : [looks, "**/*.long.spec.ts"],
      use: { ...tall, launchOptions: onlyScreens },
    },
    // `npm run test:looks`: how each screen looks and sounds, at every size and in every language.
    { name: "looks", testMatch: onlyLong ? [] : [looks], use: { ...tall, launchOptions: onlyScreens } },
    // Without Electron's binary there is nothing to drive; the runner says so and counts it as skipped.
    ...(electronBinary() ? [{ name: "electron", testMatch: [`electron/**/*.${suffix}`] }] : []),
  ],
});
