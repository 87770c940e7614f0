import { plainly, runPlaywright, runSuite, runVitest } from "./counts.ts";

/**
 * `npm run test:long [-- WORDS]`: the suites that take minutes each (`*.long.test.ts`, `*.long.spec.ts`): kiosks
 * killed in every state, every procedure that a patient walks away from, odd days, some fault runs, every screen in
 * more looks. WORDS choose files of either kind.
 */
const words = process.argv.slice(2);
const only = { LONG_TESTS: "only" };
await runSuite(
  { "unit and integration": (place) => runVitest(place, ["--passWithNoTests", ...words], only) },
  { build: plainly("scripts/build.ts") },
  { "in Chromium": (place) => runPlaywright(place, ["--pass-with-no-tests", ...words], only) },
);
