import { type Budget, type Figure, type Series, seriesOf } from "./figure.ts";
import { tableOf } from "./table.ts";

type Measured = {
  readonly what: string;
  readonly unit: string;
  /** `less` where left out. */
  readonly better?: "less" | "more";
  readonly ours: readonly number[];
  readonly other?: { readonly name: string; readonly samples: readonly number[] };
  /** Which share of the samples counts: 0.5, the median, where left out; 0.95, 0.99, 1. */
  readonly share?: number;
  readonly budget?: Budget;
};

export type Bench = {
  /** A line of what goes on, for whoever waits. */
  readonly say: (line: string) => void;
  readonly figure: (measured: Measured) => void;
};

export const atMost = (limit: number, of: Budget["of"] = "value"): Budget => ({ of, kind: "atMost", limit });

/**
 * Runs one part of the benchmark. Started by `bench/main.ts` it sends its figures there; by itself
 * (`node bench/parts/NAME.ts`) it prints them. A part cleans up what it has made and starts nothing that outlives it.
 */
export async function part(name: string, work: (bench: Bench) => Promise<void>): Promise<void> {
  const figures: Figure[] = [];
  await work({
    say: (line) => void process.stderr.write(`  ${name}: ${line}\n`),
    figure: ({ what, unit, better = "less", ours, other, share, budget = null }) => {
      const of = (samples: readonly number[]): Series => seriesOf(samples, share);
      figures.push({
        part: name,
        what,
        unit,
        better,
        ours: of(ours),
        other: other ? { name: other.name, ...of(other.samples) } : null,
        budget,
      });
    },
  });
  if (process.send) process.send(figures);
  else process.stdout.write(`${tableOf(figures)}\n`);
}
