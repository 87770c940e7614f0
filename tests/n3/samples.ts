import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

/**
 * Requests and answers of an N3 hub that were checked against the vendor's schema. They stand beside the project, not in
 * it; null where they don't, as beside most clones: then the tests have their own few alone.
 */
const samplesFolder: string | null =
  ["../shared/n3-samples", "../../shared/n3-samples"]
    .map((path) => resolve(root, path))
    .find((path) => existsSync(path)) ?? null;

/** Tests of them alone are skipped without them, and so counted and told. */
export const hasSamples = samplesFolder !== null;
if (!hasSamples)
  process.stdout.write("../shared/n3-samples isn't beside this checkout: tests of its samples are skipped\n");

export type Sample = { readonly name: string; readonly text: string };

export const samples = (ending: string): readonly Sample[] =>
  samplesFolder === null
    ? []
    : readdirSync(samplesFolder)
        .filter((name) => name.endsWith(ending))
        .map((name) => ({ name, text: readFileSync(join(samplesFolder, name), "utf8") }));
