import { randomInt } from "node:crypto";
import { type Options, readOptions, usage } from "./options.ts";
import { reportText } from "./report.ts";
import { type Outcome, runMany } from "./run-many.ts";
import { sabotagedTree, sabotages } from "./sabotage.ts";

const every = 10;

async function play(options: Options, seed: number, tree?: string): Promise<Outcome> {
  const outcome = await runMany({
    ...options,
    seed,
    tree,
    onRun: (done, counts) => {
      if (done % every !== 0) return;
      const visits = ["book", "cancel", "move"].map((what) => `${counts.get(`visits: ${what}`)} ${what}`);
      process.stdout.write(`${done} plans played; visits: ${visits.join(", ")}\n`);
    },
  });
  process.stdout.write(reportText(outcome));
  return outcome;
}

/** Whether the runs went as they must: none broke a promise, or, under sabotage, one did. */
async function run(options: Options): Promise<boolean> {
  const seed = options.seed ?? randomInt(2 ** 31);
  const { sabotage } = options;
  if (sabotage === undefined) {
    process.stdout.write(`Fault runs, seed ${seed}\n`);
    return (await play(options, seed)).failures.length === 0;
  }
  process.stdout.write(`Fault runs, seed ${seed}, against a kiosk in which ${sabotages[sabotage].what}\n`);
  const { tree, remove } = sabotagedTree(sabotage);
  try {
    const { failures, runs } = await play(options, seed, tree);
    const [found] = failures.filter(({ broken }) => broken.length > 0);
    const words = found
      ? `found in ${runs} plans: --seed ${found.seed} --path ${found.path}`
      : `not found in ${runs} plans, seed ${seed}`;
    process.stdout.write(`\nSabotage ${sabotage}: ${words}\n`);
    return found !== undefined;
  } finally {
    remove();
  }
}

/** `npm run faults`. Ends with 0 when all went as it must, with 1 when not, with 2 for a wrong command line. */
const options = readOptions(process.argv.slice(2));
if (!options) process.stdout.write(`${usage}\n`);
process.exit(options ? ((await run(options)) ? 0 : 1) : 2);
