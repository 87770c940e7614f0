import type { Change } from "./compare.ts";
import { type Budget, type Figure, isWithin, ratioOf, type Series } from "./figure.ts";

const number = (value: number): string => {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString("en");
  return value.toPrecision(3).replace(/\.?0+$/, "");
};
const series = ({ value, low, high }: Series): string =>
  low === high ? number(value) : `${number(value)} (${number(low)}–${number(high)})`;
const budgetInWords = ({ of, kind, limit }: Budget): string =>
  `${kind === "atMost" ? "≤" : "≥"} ${number(limit)}${of === "ratio" ? " ×" : ""}`;

const head = ["", "what", "ours", "the other", "ratio", "budget", ""] as const;

/** The figures as a table for a terminal: a line each, with the value and the interval in which it lies. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { part, what, unit, ours, other, budget } = figure;
    const ratio = ratioOf(figure);
    const within = isWithin(figure);
    return [
      part,
      what,
      `${series(ours)} ${unit}`,
      other ? `${series(other)} ${unit}, ${other.name}` : "–",
      ratio === null ? "–" : number(ratio),
      budget ? budgetInWords(budget) : "–",
      within === null ? "" : within ? "kept" : "MISSED",
    ];
  });
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd();
  return [head, ...rows].map(line).join("\n");
}

/** What changed since the last results, a line each; in words where nothing did. */
export function changesInWords(changes: readonly Change[]): string {
  const told = changes.filter(({ change }) => change === "worse" || change === "better");
  if (told.length === 0) return "Nothing has changed beyond noise since the last results.";
  return told
    .map(({ figure, was, change }) => {
      const before = was ? `${series(was.ours)} ${was.unit}` : "";
      return `${change}: ${figure.part} ${figure.what}: ${before} → ${series(figure.ours)} ${figure.unit}`;
    })
    .join("\n");
}
