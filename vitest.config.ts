import { defineConfig } from "vitest/config";

const long = "tests/**/*.long.test.ts";
/** `npm run test:long` sets it: the suites of minutes each, which `npm test` leaves out. */
const onlyLong = process.env.LONG_TESTS !== undefined;

export default defineConfig({
  test: {
    include: [onlyLong ? long : "tests/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**", ...(onlyLong ? [] : [long])],
    environment: "node",
    globalSetup: ["tests/fhir-servers/running-server.ts"],
    // One server for all of them: they work on one clinic, one after the other.
    fileParallelism: process.env.FHIR_SERVER === undefined,
    // Native modules (better-sqlite3, canvas) and real sockets: a process each, never a shared thread.
    pool: "forks",
    // One more than the two cores that builds are given: many tests wait for a patience to run out.
    maxWorkers: 3,
    // None of these tells a fast machine from a slow one (that is bench/'s part), only a test that hangs.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { interval: 20, timeout: 45_000 } },
    restoreMocks: true,
  },
});
