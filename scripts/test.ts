import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { electronBinary } from "#main/launcher/electron-binary.ts";
import { type Count, inWords, runPlaywright, runVitest, settle, sumOf } from "./counts.ts";
import { root, runScript } from "./run.ts";

/** A part whose only result is whether it went well. */
function plain(script: string, words: readonly string[]): Count {
  return settle(runScript(script, words), null);
}

/** The tests that drive Electron itself, where its program is missing: not run, and said so. */
function withoutElectron(): Count {
  const none = { passed: 0, failed: 0, skipped: 0 };
  if (electronBinary()) return none;
  const files = globSync("tests/electron/**/*.spec.ts", { cwd: root });
  const tests = files.flatMap((file) => [...readFileSync(join(root, file), "utf8").matchAll(/^\s*test\(/gm)]);
  if (tests.length > 0) {
    process.stdout.write(
      `Electron's program is not on this machine: ${tests.length} of its tests were not run.\n`,
    );
  }
  return { ...none, skipped: tests.length };
}

/**
 * `npm test`: checks, unit and integration tests, build, screens in a real browser. Every part runs, whatever
 * became of those before it. How the screens look is a suite of its own, `npm run test:looks`. The last line is the sum, and nothing else: build servers read it.
 */
const projects = ["chromium", "screens", ...(electronBinary() ? ["electron"] : [])].map(
  (name) => `--project=${name}`,
);
const reports = mkdtempSync(join(tmpdir(), "infomat-reports-"));
// Hundreds of kiosks and central APIs are started, each from the same source: Node reads it once.
process.env.NODE_COMPILE_CACHE ??= join(root, ".cache", "compiled");
const counts: Readonly<Record<string, Count>> = {
  checks: plain("scripts/check.ts", []),
  "unit and integration": runVitest(reports),
  build: plain("scripts/build.ts", []),
  "in Chromium": runPlaywright(reports, projects),
  "in Electron": withoutElectron(),
};
rmSync(reports, { recursive: true, force: true });

process.stdout.write("\n");
for (const [name, count] of Object.entries(counts)) process.stdout.write(`${name}: ${inWords(count)}\n`);
const sum = sumOf(Object.values(counts));
process.exitCode = sum.failed === 0 ? 0 : 1;
process.stdout.write(`${inWords(sum)}\n`);
