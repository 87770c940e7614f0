import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { MutantResult } from "@stryker-mutator/api/core";
import { Stryker } from "@stryker-mutator/core";
import { z } from "zod";
import { readWords } from "#main/command-line/options.ts";
import { folders } from "./mutants/folders.ts";
import { mutated } from "./mutants/sample.ts";
import { root } from "./run.ts";

const usage = `Mutants: changes one thing in the code at a time and runs the tests that have to notice (StrykerJS).

  npm run mutants -- [FOLDER …]      ${Object.keys(folders).join(", ")}; all when left out
                     --lines N       a sample of about N lines of each folder; all lines when left out
                     --seed S        another sample (default 1)
                     --minutes M     no further folder is begun after so long (default 60)
                     --jobs J        test processes at once (default: this machine's cores)

Whole folders are incremental: what has not changed since the last run is not run again. Survivors are written to
.cache/mutants/FOLDER.txt; docs/mutants.md says why the known ones are left.
`;

const optionsSchema = z.object({
  lines: z.coerce.number().int().min(1).nullable().default(null),
  seed: z.coerce.number().int().default(1),
  minutes: z.coerce.number().min(1).default(60),
  jobs: z.coerce.number().int().min(1).max(16).default(availableParallelism()),
});
type Options = z.infer<typeof optionsSchema>;

const text = { type: "string" } as const;
const read = readWords(process.argv.slice(2), { lines: text, seed: text, minutes: text, jobs: text });
const options = read.kind === "words" ? optionsSchema.safeParse(read.values).data : undefined;
const names = read.kind === "words" ? read.positionals : [];
if (read.kind === "wrong" || read.values.help || !options || names.some((name) => !(name in folders))) {
  process.stderr.write(usage);
  process.exit(2);
}

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
async function runFolder(name: string, { lines, seed, jobs }: Options): Promise<string> {
  const folder = folders[name];
  if (!folder) throw new Error(`no folder ${name}`);
  // vitest.mutants.config.ts reads it in Stryker's child processes.
  process.env.MUTANT_TESTS = folder.tests.join(",");
  const results = await new Stryker({
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner", join(root, "scripts/mutants/ignore-log-texts.mjs")],
    ignorers: ["log-texts"],
    vitest: { configFile: "vitest.mutants.config.ts", related: false, pool: "forks" },
    mutate: [...mutated(folder, lines, seed)],
    coverageAnalysis: "perTest",
    // A mutant of what a module does while it is loaded needs every test run anew.
    ignoreStatic: true,
    concurrency: jobs,
    timeoutMS: 30_000,
    dryRunTimeoutMinutes: 20,
    incremental: lines === null,
    incrementalFile: join(cache, `${name}.json`),
    tempDirName: join(".cache", "mutants", "sandbox"),
    ignorePatterns: ["dist", "docs", ".data", "gallery", "test-results", "playwright-report"],
    reporters: ["progress"],
    disableTypeChecks: false,
    allowConsoleColors: false,
  }).runMutationTest();
  const survivors = results.filter(({ status }) => status === "Survived" || status === "NoCoverage");
  writeFileSync(join(cache, `${name}.txt`), survivors.map(lineOf).toSorted().join(""));
  return scoreOf(name, results, lines !== null);
}

function scoreOf(name: string, results: readonly MutantResult[], sampled: boolean): string {
  const count = (...wanted: readonly MutantResult["status"][]) =>
    results.filter(({ status }) => wanted.includes(status)).length;
  const noticed = count("Killed", "Timeout");
  const missed = count("Survived", "NoCoverage");
  const score = noticed + missed === 0 ? "–" : `${((100 * noticed) / (noticed + missed)).toFixed(1)} %`;
  const facts = `${noticed} noticed, ${count("Survived")} survived, ${count("NoCoverage")} reached by no test`;
  return `${name}: ${score} (${facts}${sampled ? "; a sample" : ""})`;
}

function lineOf({ fileName, location, mutatorName, replacement, status }: MutantResult): string {
  const where = `${fileName.replace(`${root}/`, "")}:${location.start.line}:${location.start.column}`;
  return `${where} ${mutatorName} ${status} → ${(replacement ?? "").replaceAll(/\s+/g, " ").slice(0, 120)}\n`;
}
