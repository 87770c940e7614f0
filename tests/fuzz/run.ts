import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomOf } from "#demo-central/seed/random.ts";
import { Fault, type Outcome, type Target } from "./target.ts";

export type Tally = {
  inputs: number;
  used: number;
  refused: number;
  /** How many inputs each code refused. */
  readonly codes: Map<string, number>;
  readonly faults: string[];
};

/** Faults of one target after which the rest of its inputs is not fed. */
const mostFaults = 20;

/** Feeds a target `count` inputs from the `first` on; each is drawn from the seed, the target's name and its number. */
export async function feed(
  target: Target,
  { seed, first, count, folder }: { seed: number; first: number; count: number; folder: string },
): Promise<Tally> {
  const closers: (() => unknown)[] = [];
  const tally: Tally = { inputs: 0, used: 0, refused: 0, codes: new Map(), faults: [] };
  try {
    const take = await target.open((close) => closers.push(close));
    for (let no = first; no < first + count && tally.faults.length < mostFaults; no++) {
      tally.inputs++;
      try {
        addOutcome(tally, await take(randomOf(seed, target.name, no)));
      } catch (error) {
        tally.faults.push(
          `${keep(folder, `${target.name} ${no}`, error)} (--only "${target.name}" --first ${no} --inputs 1)`,
        );
      }
    }
  } finally {
    for (const close of closers.reverse()) await close();
  }
  return tally;
}

function addOutcome(tally: Tally, outcome: Outcome): void {
  if (typeof outcome === "string") {
    tally[outcome]++;
    return;
  }
  tally.refused++;
  tally.codes.set(outcome.refusedBy, (tally.codes.get(outcome.refusedBy) ?? 0) + 1);
}

/** Writes the input down beside what became of it. @returns the fault in a line */
export function keep(folder: string, name: string, error: unknown): string {
  const stack =
    error instanceof Error
      ? [error.stack, (error.cause as Error | undefined)?.stack].join("\n")
      : String(error);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name.replaceAll(" ", "-")}.txt`);
  writeFileSync(file, `${stack}\n\n${error instanceof Fault ? error.input : ""}\n`);
  const [line] = String(error).split("\n");
  return `${name}: ${line?.slice(0, 200)}`;
}
