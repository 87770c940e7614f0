import { randomInt } from "node:crypto";
import { join } from "node:path";
import { type Options, readOptions } from "./options.ts";
import { playKiosk } from "./play-kiosk.ts";
import { feed, keep } from "./run.ts";
import type { Target } from "./target.ts";
import { calls } from "./targets/calls.ts";
import { printerAnswers, scannerBytes } from "./targets/devices.ts";
import { fhirAnswers } from "./targets/fhir-answers.ts";
import { configuration, locales, printerProfiles } from "./targets/files.ts";
import { hubAnswers } from "./targets/hub-answers.ts";

const targets: readonly Target[] = [
  scannerBytes,
  printerAnswers,
  configuration,
  printerProfiles,
  locales,
  fhirAnswers,
  hubAnswers,
  calls,
];
/** Inputs of failures; the run's own output holds none. */
const folder = join(import.meta.dirname, "../../.cache/fuzz");

/** `npm run fuzz`. Ends with 0 when no fault was found, with 1 when one was, with 2 for a wrong command line. */
const read = readOptions(process.argv.slice(2));
const chosen =
  read.kind === "options" ? targets.filter(({ name }) => name === (read.options.only ?? name)) : [];
if (read.kind !== "options" || (chosen.length === 0 && read.options.only !== "kiosk")) {
  if (read.kind !== "options") process.stderr.write(`${read.text}\n`);
  process.stderr.write(`Targets: ${[...targets.map(({ name }) => name), "kiosk"].join(", ")}\n`);
  process.exit(2);
}
process.exit((await run(read.options)) === 0 ? 0 : 1);

/** @returns how many faults were found */
async function run({ seed = randomInt(2 ** 31), inputs, only, first, rounds }: Options): Promise<number> {
  process.stdout.write(`Fuzzing, seed ${seed}\n`);
  const whole = chosen.reduce((sum, { share }) => sum + share, 0);
  let fed = 0;
  const faults: string[] = [];
  for (const target of chosen) {
    const began = performance.now();
    const count = Math.ceil((inputs * target.share) / whole);
    const tally = await feed(target, { seed, first, count, folder });
    fed += tally.inputs;
    faults.push(...tally.faults);
    const seconds = Math.round((performance.now() - began) / 1000);
    process.stdout.write(
      `${target.name}: ${tally.inputs} inputs in ${seconds} s, ${tally.used} used, ${tally.refused} refused, ${tally.faults.length} faults\n`,
    );
    const codes = [...tally.codes].sort(([, one], [, other]) => other - one);
    if (codes.length > 0)
      process.stdout.write(`  refused by ${codes.map(([code, times]) => `${code} ${times}`).join(", ")}\n`);
  }
  if ((only === undefined || only === "kiosk") && rounds > 0) fed += await runKiosk(seed, rounds, faults);
  for (const fault of faults) process.stdout.write(`FAULT ${fault}\n`);
  process.stdout.write(`\n${fed} inputs, ${faults.length} faults, seed ${seed}\n`);
  return faults.length;
}

async function runKiosk(seed: number, rounds: number, faults: string[]): Promise<number> {
  const closers: (() => unknown)[] = [];
  let longest = 0;
  try {
    const spoiled = await playKiosk((close) => closers.push(close), {
      seed,
      rounds,
      onRound: (no, healed) => {
        longest = Math.max(longest, healed);
        process.stdout.write(
          `kiosk, round ${no} of ${rounds}: healed after ${(healed / 1000).toFixed(1)} s\n`,
        );
      },
    });
    process.stdout.write(
      `kiosk: ${spoiled} spoiled answers, healed after at most ${(longest / 1000).toFixed(1)} s\n`,
    );
    return spoiled;
  } catch (error) {
    faults.push(keep(folder, "kiosk", error));
    return 0;
  } finally {
    for (const close of closers.reverse()) await close();
  }
}
