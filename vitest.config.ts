import { defineConfig } from "vitest/config";
import type { InlineConfig } from "vitest/node";

/** `npm run test:long` sets it: the suites of minutes each, which `npm test` leaves out. */
const onlyLong = process.env.LONG_TESTS !== undefined;
const suffix = onlyLong ? "long.test.ts" : "test.ts";
const screens = "tests/renderer/**";

/** What every run of these tests has in common. */
export const shared = {
  exclude: ["**/node_modules/**", "**/dist/**", ...(onlyLong ? [] : ["**/*.long.test.ts"])],
  environment: "node",
  // Native modules (better-sqlite3, canvas) and real sockets: a process each, never a shared thread.
  pool: "forks",
  // None of these tells a fast machine from a slow one (that is bench/'s part), only a test that hangs.
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { interval: 20, timeout: 90_000 } },
  restoreMocks: true,
  // A build server's verdict must not hang on one moment of a busy machine: what passes at a second try is told there.
  retry: process.env.CI === undefined ? 0 : 1,
} satisfies InlineConfig;

export default defineConfig({
  test: {
    globalSetup: ["tests/fhir-servers/running-server.ts"],
    // One server for all of them: they work on one clinic, one after the other.
    fileParallelism: process.env.FHIR_SERVER === undefined,
    // One more than the two cores that builds are given: many tests wait for a patience to run out.
    maxWorkers: 3,
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: "core",
          include: [`tests/**/*.${suffix}`],
          exclude: [...shared.exclude, screens],
          // Node loads the sources itself, as it does in a clinic, and once for all files of a process.
          experimental: { viteModuleRunner: false },
          isolate: false,
        },
      },
      {
        extends: true,
        // These load what only a browser's bundle can: JSX, styles, files by pattern.
        test: { ...shared, name: "screens", include: [`${screens}/*.${suffix}`] },
      },
    ],
  },
});
