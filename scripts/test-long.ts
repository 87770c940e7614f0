import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Count, inWords, runPlaywright, runVitest, settle, sumOf } from "./counts.ts";
import { root, runScript } from "./run.ts";

/**
 * `npm run test:long [-- WORDS]`: the suites that take minutes each (`*.long.test.ts`, `*.long.spec.ts`): kiosks
 * killed in every state, every procedure that a patient walks away from, odd days, some fault runs, every screen in
 * more looks. WORDS choose files of either kind. The last line is the sum.
 */
const words = process.argv.slice(2);
const only = { LONG_TESTS: "only" };
const reports = mkdtempSync(join(tmpdir(), "infomat-reports-"));
process.env.NODE_COMPILE_CACHE ??= join(root, ".cache", "compiled");
const counts: Readonly<Record<string, Count>> = {
  "unit and integration": runVitest(reports, ["--passWithNoTests", ...words], only),
  build: settle(runScript("scripts/build.ts", []), null),
  "in Chromium": runPlaywright(reports, ["--pass-with-no-tests", ...words], only),
};
rmSync(reports, { recursive: true, force: true });
process.stdout.write("\n");
for (const [name, count] of Object.entries(counts)) process.stdout.write(`${name}: ${inWords(count)}\n`);
const sum = sumOf(Object.values(counts));
process.stdout.write(`${inWords(sum)}\n`);
process.exitCode = sum.failed === 0 ? 0 : 1;
