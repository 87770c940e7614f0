import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { MutantResult } from "@stryker-mutator/api/core";
import { Stryker } from "@stryker-mutator/core";
import { z } from "zod";
import { createCommand, readCommandLine } from "#main/command-line/options.ts";
import { folders } from "./mutants/folders.ts";
import { mutated, survivorsIn } from "./mutants/sample.ts";
import { root } from "./run.ts";

const usage = `Mutants: changes one thing in the code at a time and runs the tests that have to notice (StrykerJS).

  npm run mutants -- [FOLDER …]      ${Object.keys(folders).join(", ")}; all when left out
                     --lines N       a sample of about N lines of each folder; all lines when left out
                     --seed S        another sample (default 1)
                     --survivors     only what survived the last run: whether tests that were added since notice it
                     --minutes M     no further folder is begun after so long (default 60)
                     --jobs J        test processes at once (default: this machine's cores)

Whole folders are incremental: what has not changed since the last run is not run again. Survivors are written to
.cache/mutants/FOLDER.txt, and each mutant's end to FOLDER.jsonl as soon as it is known; docs/mutants.md says why the known ones are left.
`;

const optionsSchema = z.object({
  lines: z.coerce.number().int().min(1).nullable().default(null),
  seed: z.coerce.number().int().default(1),
  survivors: z.boolean().default(false),
  minutes: z.coerce.number().min(1).default(60),
  jobs: z.coerce.number().int().min(1).max(16).default(availableParallelism()),
});
type Options = z.infer<typeof optionsSchema>;

const read = readCommandLine(
  (console) =>
    createCommand("npm run mutants --", console)
      .argument("[folder...]")
      .option("--lines <n>")
      .option("--seed <s>")
      .option("--survivors")
      .option("--minutes <m>")
      .option("--jobs <j>"),
  process.argv.slice(2),
  optionsSchema,
);
const names = read.kind === "options" ? read.words : [];
if (read.kind !== "options" || names.some((name) => !(name in folders))) {
  process.stderr.write(usage);
  process.exit(2);
}
const { options } = read;

const cache = join(root, ".cache", "mutants");
mkdirSync(cache, { recursive: true });
const until = performance.now() + options.minutes * 60_000;
const rows: string[] = [];
for (const name of names.length > 0 ? names : Object.keys(folders)) {
  if (performance.now() > until) {
    rows.push(`${name}: not begun, the time is over`);
    continue;
  }
  rows.push(await runFolder(name, options));
}
process.stdout.write(`\n${rows.join("\n")}\n`);
// Stryker's logging keeps a server open.
process.exit(0);

/** @returns the folder's line of the table */
async function runFolder(name: string, { lines, seed, survivors, jobs }: Options): Promise<string> {
  const folder = folders[name];
  if (!folder) throw new Error(`no folder ${name}`);
  const missing = folder.tests.filter((glob) => globSync(glob, { cwd: root }).length === 0);
  if (missing.length > 0) throw new Error(`${name} lists tests that aren't there: ${missing.join(", ")}`);
  const listFile = join(cache, `${name}.txt`);
  const wanted = survivors ? survivorsIn(readFileSync(listFile, "utf8")) : mutated(folder, lines, seed);
  if (wanted.length === 0) return `${name}: nothing survived the last run`;
  // vitest.mutants.config.ts reads it in Stryker's child processes.
  process.env.MUTANT_TESTS = folder.tests.join(",");
  process.env.MUTANT_RESULTS = join(cache, `${name}.jsonl`);
  rmSync(process.env.MUTANT_RESULTS, { force: true });
  const results = await new Stryker({
    testRunner: "vitest",
    plugins: [
      "@stryker-mutator/vitest-runner",
      ...["ignore-log-texts.mjs", "report-as-they-come.mjs"].map((file) =>
        join(root, "scripts/mutants", file),
      ),
    ],
    ignorers: ["log-texts"],
    vitest: { configFile: "vitest.mutants.config.ts", related: false, pool: "forks" },
    mutate: [...wanted],
    coverageAnalysis: "perTest",
    // A mutant of what a module does while it is loaded needs every test run anew.
    ignoreStatic: true,
    concurrency: jobs,
    timeoutMS: 30_000,
    dryRunTimeoutMinutes: 20,
    incremental: lines === null && !survivors,
    incrementalFile: join(cache, `${name}.json`),
    tempDirName: join(".cache", "mutants", "sandbox"),
    ignorePatterns: ["dist", "docs", ".data", "gallery", "test-results", "playwright-report"],
    reporters: ["progress", "as-they-come"],
    disableTypeChecks: false,
    allowConsoleColors: false,
  }).runMutationTest();
  const survived = results.filter(({ status }) => status === "Survived" || status === "NoCoverage");
  writeFileSync(listFile, survived.map(lineOf).toSorted().join(""));
  return scoreOf(name, results, lines !== null || survivors);
}

function scoreOf(name: string, results: readonly MutantResult[], sampled: boolean): string {
  const count = (...wanted: readonly MutantResult["status"][]) =>
    results.filter(({ status }) => wanted.includes(status)).length;
  const noticed = count("Killed", "Timeout");
  const missed = count("Survived", "NoCoverage");
  const score = noticed + missed === 0 ? "–" : `${((100 * noticed) / (noticed + missed)).toFixed(1)} %`;
  const failed = count("RuntimeError", "CompileError");
  const facts = [
    `${noticed} noticed, ${count("Survived")} survived, ${count("NoCoverage")} reached by no test`,
    // Left out of the score: many of them say that the run is broken, and not the mutants.
    ...(failed > 0 ? [`${failed} couldn't be run`] : []),
  ].join(", ");
  return `${name}: ${score} (${facts}${sampled ? "; a sample" : ""})`;
}

function lineOf({ fileName, location, mutatorName, replacement, status }: MutantResult): string {
  const { start, end } = location;
  // StrykerJS tells columns from 1 and takes them from 0.
  const span = `${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`;
  const where = `${fileName.replace(`${root}/`, "")}:${span}`;
  return `${where} ${mutatorName} ${status} → ${(replacement ?? "").replaceAll(/\s+/g, " ").slice(0, 120)}\n`;
}
