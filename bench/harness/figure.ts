import { z } from "zod";

const seriesSchema = z.object({
  /** What the figure is made of: the median, a percentile or the greatest of the samples. */
  value: z.number(),
  /** Between these the value lies with 99 % certainty, by the order of the samples alone. */
  low: z.number(),
  high: z.number(),
  count: z.int(),
});
export type Series = z.infer<typeof seriesSchema>;

const budgetSchema = z.object({
  /** Of our own value, or of ours divided by the other's. */
  of: z.enum(["value", "ratio"]),
  kind: z.enum(["atMost", "atLeast"]),
  limit: z.number(),
});
export type Budget = z.infer<typeof budgetSchema>;

/** One line of the table: what was measured, ours and the other's in the same run, and what it may be. */
export const figureSchema = z.object({
  part: z.string(),
  what: z.string(),
  unit: z.string(),
  /** Whether less or more is better. */
  better: z.enum(["less", "more"]),
  ours: seriesSchema,
  other: seriesSchema.extend({ name: z.string() }).nullable(),
  budget: budgetSchema.nullable(),
});
export type Figure = z.infer<typeof figureSchema>;

/** Ours divided by the other's; null where there is no other. */
export const ratioOf = ({ ours, other }: Figure): number | null =>
  other === null || other.value === 0 ? null : ours.value / other.value;

/** Whether the budget is kept; null where there is none. */
export function isWithin(figure: Figure): boolean | null {
  const { budget, ours } = figure;
  if (budget === null) return null;
  const value = budget.of === "value" ? ours.value : ratioOf(figure);
  if (value === null) return null;
  return budget.kind === "atMost" ? value <= budget.limit : value >= budget.limit;
}

/** Two-sided, 99 %. */
const deviations = 2.576;

/**
 * A share of the samples (0.5: the median, 1: the greatest), with the interval in which it lies: the ranks around it
 * by the binomial distribution, so nothing is assumed of how the samples are spread.
 */
export function seriesOf(samples: readonly number[], share = 0.5): Series {
  if (samples.length === 0) throw new Error("no samples");
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (rank: number): number =>
    sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(rank)))] ?? Number.NaN;
  const rank = share * (sorted.length - 1);
  const around = deviations * Math.sqrt(sorted.length * share * (1 - share));
  return {
    value: at(rank),
    low: at(rank - around),
    high: at(rank + around),
    count: sorted.length,
  };
}
