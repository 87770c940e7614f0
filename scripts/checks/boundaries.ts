import { spawnSync } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";

const project = resolve(import.meta.dirname, "../..");
const folders = [
  "assets",
  "bench",
  "demo-central",
  "contract",
  "main",
  "printer",
  "renderer",
  "scripts",
  "sync",
  "tests",
];

const reportSchema = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        rule: z.object({ name: z.string(), severity: z.string() }),
      }),
    ),
  }),
});

export type Boundaries = {
  /** How many of our own files were looked at. */
  readonly files: number;
  /** One line for each import that crosses a boundary, and each file that was not looked at. */
  readonly faults: readonly string[];
};

/**
 * Holds the imports under `root` against `.dependency-cruiser.cjs`. A tool that can't read TypeScript sees no
 * modules and finds no violations, so every source file must turn up among the modules it saw.
 */
export function checkBoundaries(root: string = project): Boundaries {
  const there = folders.filter((folder) => existsSync(join(root, folder)));
  const cruiser = join(project, "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");
  const config = join(project, ".dependency-cruiser.cjs");
  const words = [cruiser, "--config", config, "--output-type", "json", ...there];
  const run = spawnSync(process.execPath, words, { cwd: root, encoding: "utf8", maxBuffer: 2 ** 28 });
  if (!run.stdout.startsWith("{")) throw new Error(`dependency-cruiser failed: ${run.stderr.slice(0, 2000)}`);
  const report = reportSchema.parse(JSON.parse(run.stdout));

  const seen = new Set(report.modules.map(({ source }) => source));
  const files = globSync(
    there.map((folder) => `${folder}/**/*.{ts,tsx}`),
    { cwd: root },
  ).map((file) => file.replaceAll("\\", "/"));
  const unseen = files.filter((file) => !seen.has(file) && !file.endsWith(".d.ts"));
  return {
    files: files.length,
    faults: [
      ...report.summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`),
      ...unseen.map((file) => `not looked at: ${file}`),
    ],
  };
}
