import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Count, inWords, runPlaywright, settle, sumOf } from "./counts.ts";
import { runScript } from "./run.ts";

/**
 * `npm run test:looks [-- WORDS]`: every screen measured, read by axe and looked at in its sizes, languages, themes,
 * text sizes and reaches (`*.looks.spec.ts`). WORDS choose files. The last line is the sum.
 */
const reports = mkdtempSync(join(tmpdir(), "infomat-reports-"));
const counts: readonly Count[] = [
  settle(runScript("scripts/build.ts", ["screens"]), null),
  runPlaywright(reports, ["--project=looks", ...process.argv.slice(2)]),
];
rmSync(reports, { recursive: true, force: true });
const sum = sumOf(counts);
process.stdout.write(`\n${inWords(sum)}\n`);
process.exitCode = sum.failed === 0 ? 0 : 1;
