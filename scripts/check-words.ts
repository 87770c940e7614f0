import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { formerFileName, formerWordsIn } from "./checks/former-words.ts";

/** `npm run check words`: the vocabulary of CONTRIBUTING.md in names of files and identifiers. */
const root = resolve(import.meta.dirname, "..");
const folders = "bench,contract,demo-central,main,printer,renderer,scripts,sync,tests";
const paths = globSync(`{${folders}}/**/*.{ts,tsx,css}`, { cwd: root });
const faults = paths.flatMap((path) => {
  const say = formerFileName(path);
  const inName = say === undefined ? [] : [`${path}: the file's name, say ${say}`];
  if (path.endsWith(".css") || path.endsWith("former-words.ts")) return inName;
  return [
    ...inName,
    ...formerWordsIn(path, readFileSync(join(root, path), "utf8")).map((fault) => `${path}:${fault}`),
  ];
});
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.stdout.write(`Words: ${paths.length} files, ${faults.length} faults\n`);
if (faults.length > 0 || paths.length === 0) process.exitCode = 1;
