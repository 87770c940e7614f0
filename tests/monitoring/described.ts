import { readFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dirname, "../..");
export const monitoringFile = (name: string): string =>
  readFileSync(join(root, "packaging/monitoring", name), "utf8");

export type Described = {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly labels: readonly string[];
};

/** The metrics of a text in Prometheus' format, with the labels that their samples have. */
export function describedIn(text: string): Described[] {
  return text
    .split("# HELP ")
    .slice(1)
    .map((section): Described => {
      const [head = "", typeLine = "", sample = ""] = section.split("\n");
      const [name = ""] = head.split(" ", 1);
      const labels = [...(/\{(.*)\}/.exec(sample)?.[1] ?? "").matchAll(/(\w+)="/g)].map(
        ([, label]) => label ?? "",
      );
      return { name, type: typeLine.split(" ").at(-1) ?? "", help: head.slice(name.length + 1), labels };
    });
}

/** Names in an expression of PromQL that could be metrics: what follows `infomat_`, `process_`. */
export const metricsNamedIn = (expression: string): string[] => [
  ...new Set(expression.match(/\b(?:infomat|process)_\w+/g) ?? []),
];
