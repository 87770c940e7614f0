import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { type Output, root, startScript } from "./run.ts";

/** Where a part leaves its report, and where its output goes. */
export type Place = { readonly reports: string; readonly output: Output };
export type Part = (place: Place) => Count | Promise<Count>;
export type Count = { readonly passed: number; readonly failed: number; readonly skipped: number };

const vitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
});

const playwrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
});

/** A part that failed without a failed test in its report (a crash, a broken file) counts as one failure. */
function settle(went: boolean, count: Count | null): Count {
  const known = count ?? { passed: 0, failed: 0, skipped: 0 };
  return went || known.failed > 0 ? known : { ...known, failed: 1 };
}

/** A report of this shape; null where the file is missing or damaged. */
function readReport<T>(file: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}

/**
 * Runs the unit and integration tests, or those that `words` choose.
 * @param patience after so long they are ended, ms, and have failed
 */
export async function runVitest(
  { reports, output }: Place,
  words: readonly string[] = [],
  more: Readonly<Record<string, string>> = {},
  patience?: number,
): Promise<Count> {
  const file = join(reports, "vitest.json");
  // A run that breaks off before it reports must not be counted by the one before.
  rmSync(file, { force: true });
  const told = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const vitest = "node_modules/vitest/vitest.mjs";
  const went = await startScript(vitest, ["run", ...told, ...words], output, more, patience);
  const report = readReport(file, vitestReport);
  if (!report) return settle(false, null);
  return settle(went, {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  });
}

/** Runs the tests in a real browser, or those that `words` choose. */
export async function runPlaywright(
  { reports, output }: Place,
  words: readonly string[] = [],
  more: Readonly<Record<string, string>> = {},
): Promise<Count> {
  const file = join(reports, "playwright.json");
  // A run that breaks off before it reports must not be counted by the one before.
  rmSync(file, { force: true });
  const playwright = "node_modules/@playwright/test/cli.js";
  const variables = { PLAYWRIGHT_JSON_OUTPUT_NAME: file, ...more };
  const went = await startScript(playwright, ["test", "--reporter=list,json", ...words], output, variables);
  const stats = readReport(file, playwrightReport)?.stats;
  if (!stats) return settle(false, null);
  return settle(went, {
    // Flaky: passed when it was run once more, which only a build server does (`retries` in playwright.config.ts).
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  });
}

/** `3 passed, 0 failed, 1 skipped`: what was skipped is said only where something was. */
const inWords = ({ passed, failed, skipped }: Count): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;

function sumOf(counts: readonly Count[]): Count {
  const sum = (key: keyof Count) => counts.reduce((total, count) => total + count[key], 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
}

/** The first of several shows its output as it comes; that of each other is kept until those before have ended. */
async function sideBySide(parts: readonly Part[], reports: string): Promise<Count[]> {
  let told: Promise<unknown> = Promise.resolve();
  const counts = parts.map((run, at) => {
    const kept: Buffer[] = [];
    const count = run({ reports, output: at === 0 ? "inherit" : (piece) => void kept.push(piece) });
    told = Promise.all([told, count]).then(() => process.stdout.write(Buffer.concat(kept)));
    return count;
  });
  await told;
  return Promise.all(counts);
}

/**
 * Runs the stages of a suite one after the other, whatever became of those before, each stage's parts side by side, and
 * says what came of each part. The last line is the sum, and nothing else: build servers read it. A failure is in the
 * exit code.
 */
export async function runSuite(...stages: readonly Readonly<Record<string, Part>>[]): Promise<void> {
  // Hundreds of kiosks and central APIs are started, each from the same source: Node reads it once.
  process.env.NODE_COMPILE_CACHE ??= join(root, ".cache", "compiled");
  const reports = mkdtempSync(join(tmpdir(), "infomat-reports-"));
  const counts: (readonly [string, Count])[] = [];
  for (const stage of stages) {
    const counted = await sideBySide(Object.values(stage), reports);
    counts.push(...Object.keys(stage).map((name, at) => [name, counted[at] ?? settle(false, null)] as const));
  }
  rmSync(reports, { recursive: true, force: true });
  process.stdout.write("\n");
  for (const [name, count] of counts) process.stdout.write(`${name}: ${inWords(count)}\n`);
  const sum = sumOf(counts.map(([, count]) => count));
  process.stdout.write(`${inWords(sum)}\n`);
  process.exitCode = sum.failed === 0 ? 0 : 1;
}

/** A part whose only result is whether it went well. */
export const plainly =
  (script: string, words: readonly string[] = []): Part =>
  async ({ output }) =>
    settle(await startScript(script, words, output), null);
