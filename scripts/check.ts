import { existsSync } from "node:fs";
import { join } from "node:path";
import { root, runScript } from "./run.ts";

const typed = [".", "contract", "renderer", "tests/renderer", "tests/e2e", "bench"].filter((folder) =>
  existsSync(join(root, folder, "tsconfig.json")),
);

const checks: Readonly<Record<string, () => boolean>> = {
  types: () =>
    typed
      .map((folder) =>
        runScript("node_modules/@typescript/native/bin/tsc", ["-p", join(folder, "tsconfig.json")]),
      )
      .every(Boolean),
  lint: () => runScript("node_modules/@biomejs/biome/bin/biome", ["check", "--error-on-warnings", "."]),
  boundaries: () => runScript("scripts/check-boundaries.ts", []),
  texts: () => runScript("scripts/check-texts.ts", []),
  "log-events": () => runScript("scripts/log-events.ts", ["--check"]),
  unused: () =>
    runScript("node_modules/knip/bin/knip.js", ["--no-progress", "--treat-config-hints-as-errors"]),
  words: () => runScript("scripts/check-words.ts", []),
};

/** `npm run check [-- NAME…]`: all checks that need no tests; goes on after a failure and names it at the end. */
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in checks));
if (unknown.length > 0) {
  process.stderr.write(
    `No such check: ${unknown.join(", ")}. There are: ${Object.keys(checks).join(", ")}.\n`,
  );
  process.exit(2);
}
const failed = Object.entries(checks).filter(([name, check]) => {
  if (wanted.length > 0 && !wanted.includes(name)) return false;
  process.stdout.write(`check ${name} …\n`);
  return !check();
});
if (failed.length > 0) {
  process.stderr.write(`Failed: ${failed.map(([name]) => name).join(", ")}\n`);
  process.exitCode = 1;
}
