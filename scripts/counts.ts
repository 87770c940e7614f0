import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { runScript } from "./run.ts";

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
export function settle(went: boolean, count: Count | null): Count {
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
 * @param reports a folder for vitest's report
 * @param patience after so long they are ended, ms, and have failed
 */
export function runVitest(
  reports: string,
  words: readonly string[] = [],
  more: Readonly<Record<string, string>> = {},
  patience?: number,
): Count {
  const file = join(reports, "vitest.json");
  const output = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const went = runScript("node_modules/vitest/vitest.mjs", ["run", ...output, ...words], more, patience);
  const report = readReport(file, vitestReport);
  if (!report) return settle(false, null);
  return settle(went, {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  });
}

/**
 * Runs the tests in a real browser, or those that `words` choose.
 * @param reports a folder for Playwright's report
 */
export function runPlaywright(
  reports: string,
  words: readonly string[] = [],
  more: Readonly<Record<string, string>> = {},
): Count {
  const file = join(reports, "playwright.json");
  const went = runScript("node_modules/@playwright/test/cli.js", ["test", "--reporter=list,json", ...words], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    ...more,
  });
  const stats = readReport(file, playwrightReport)?.stats;
  if (!stats) return settle(false, null);
  return settle(went, {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  });
}

/** `3 passed, 0 failed, 1 skipped`: what was skipped is said only where something was. */
export const inWords = ({ passed, failed, skipped }: Count): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;

export function sumOf(counts: readonly Count[]): Count {
  const sum = (key: keyof Count) => counts.reduce((total, count) => total + count[key], 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
}
