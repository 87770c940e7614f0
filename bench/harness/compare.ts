import { type Figure, ratioOf } from "./figure.ts";

/** What became of a figure since the last results. `noise`: what differs lies within what the samples leave open. */
export type Change = {
  readonly figure: Figure;
  readonly was: Figure | null;
  readonly change: "new" | "better" | "worse" | "noise";
};

const keyOf = ({ part, what }: Figure): string => `${part} ${what}`;

/** Two runs on one machine differ by so much without a reason: other processes, heat, the file system's caches. */
const betweenRuns = 0.05;

/**
 * Compares with an earlier run. Where there is something beside it, what is ours is taken by that measure: another
 * machine, or a busy one, is no change then. A figure has changed when the intervals of both runs are apart.
 */
export function compare(now: readonly Figure[], before: readonly Figure[]): readonly Change[] {
  const known = new Map(before.map((figure) => [keyOf(figure), figure]));
  return now.map((figure) => {
    const was = known.get(keyOf(figure)) ?? null;
    if (was === null) return { figure, was, change: "new" };
    const [is, former] = [bounds(figure, was), bounds(was, figure)];
    const wide = 1 + betweenRuns;
    const isMore = is.low > former.high * wide;
    const isLess = is.high * wide < former.low;
    if (!isMore && !isLess) return { figure, was, change: "noise" };
    return { figure, was, change: isMore === (figure.better === "more") ? "better" : "worse" };
  });
}

function bounds(figure: Figure, beside: Figure): { low: number; high: number } {
  const { ours, other } = figure;
  if (other === null || ratioOf(beside) === null || other.low <= 0) return ours;
  return { low: ours.low / other.high, high: ours.high / other.low };
}
