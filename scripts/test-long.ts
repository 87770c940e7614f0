import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inWords, runVitest } from "./counts.ts";

/**
 * `npm run test:long [-- WORDS]`: the suites that take minutes each (`*.long.test.ts`): kiosks killed in every state,
 * every procedure that a patient walks away from, odd days, some fault runs. The last line is the sum.
 */
const reports = mkdtempSync(join(tmpdir(), "infomat-reports-"));
const count = runVitest(reports, process.argv.slice(2), { LONG_TESTS: "only" });
rmSync(reports, { recursive: true, force: true });
process.stdout.write(`\n${inWords(count)}\n`);
process.exitCode = count.failed === 0 ? 0 : 1;
