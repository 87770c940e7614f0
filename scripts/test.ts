import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { electronBinary } from "#main/launcher/electron-binary.ts";
import { type Count, plainly, runPlaywright, runSuite, runVitest } from "./counts.ts";
import { root } from "./run.ts";

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

const projects = ["chromium", "screens", ...(electronBinary() ? ["electron"] : [])].map(
  (name) => `--project=${name}`,
);

/**
 * `npm test`: checks, unit and integration tests, build, screens in a real browser. The other flows
 * (`npm run test:flows`) and how the screens look (`npm run test:looks`) are suites of their own.
 */
await runSuite(
  { checks: plainly("scripts/check.ts"), build: plainly("scripts/build.ts") },
  // The browser's tests wait for most of their time, the others count.
  { "unit and integration": runVitest, "in Chromium": (place) => runPlaywright(place, projects) },
  { "in Electron": withoutElectron },
);
