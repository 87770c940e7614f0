import { randomInt } from "node:crypto";
import { readOptions, usage } from "./options.ts";
import { reportText } from "./report.ts";
import { runMany } from "./run-many.ts";

/** `npm run faults`: plays plans, prints what they met. Ends with 1 when a promise was broken. */
const options = readOptions(process.argv.slice(2));
if (!options) {
  process.stdout.write(`${usage}\n`);
  process.exit(2);
}
const seed = options.seed ?? randomInt(2 ** 31);
const every = 10;
process.stdout.write(`Fault runs, seed ${seed}\n`);
const outcome = await runMany({
  ...options,
  seed,
  onRun: (done, counts) => {
    if (done % every !== 0) return;
    const visits = ["book", "cancel", "move"].map((what) => `${counts.get(`visits: ${what}`)} ${what}`);
    process.stdout.write(`${done} plans played; visits: ${visits.join(", ")}\n`);
  },
});
process.stdout.write(reportText(outcome));
process.exit(outcome.failures.length === 0 ? 0 : 1);
