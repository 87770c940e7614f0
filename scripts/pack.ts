import { packEdition } from "./pack/edition.ts";
import { readPackOptions, usage } from "./pack/options.ts";
import { PackError } from "./pack/run-tool.ts";

/** `npm run pack`. Exit codes: 0 packed, 1 something is missing or failed, 2 wrong options. */
function main(words: readonly string[]): number {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  if (words.includes("--help") || words.includes("-h")) {
    say(usage);
    return 0;
  }
  const options = readPackOptions(words);
  if (typeof options === "string") {
    process.stderr.write(`${options}\n${usage}`);
    return 2;
  }
  try {
    packEdition(options, say);
    return 0;
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

process.exitCode = main(process.argv.slice(2));
