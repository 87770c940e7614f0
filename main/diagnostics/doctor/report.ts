import { unreachable } from "#contract/base/result.ts";
import type { Diagnosis } from "./messages.ts";

/**
 * What became of a step. A warning keeps nobody from booking, and may be right as it is; a step that another one's
 * failure makes impossible is skipped, which is no failure.
 */
export type Outcome =
  | { readonly kind: "ok"; readonly text: string }
  | { readonly kind: "warning"; readonly text: string; readonly faults: readonly Diagnosis[] }
  | { readonly kind: "failed"; readonly faults: readonly Diagnosis[] }
  | { readonly kind: "skipped" };

export const well = (text: string): Outcome => ({ kind: "ok", text });
export const warned = (text: string, ...faults: readonly Diagnosis[]): Outcome =>
  faults.length === 0 ? well(text) : { kind: "warning", text, faults };
export const failed = (...faults: readonly Diagnosis[]): Outcome => ({ kind: "failed", faults });

export type Step<T> = { readonly outcome: Outcome; readonly value?: T };
type OrNull<Needs> = { readonly [Name in keyof Needs]: Needs[Name] | null };

/** One step as `--json` tells it. */
type ToldStep = { readonly name: string } & Outcome;

export type Report = {
  /**
   * Makes a step out of what earlier ones have found, and says what became of it. Null where it failed; where
   * something that it needs is null, it is skipped.
   */
  step<Needs extends object, T>(
    name: string,
    needs: OrNull<Needs>,
    work: (needs: Needs) => Step<T> | Promise<Step<T>>,
  ): Promise<T | null>;
  readonly steps: readonly ToldStep[];
  count(kind: Outcome["kind"]): number;
};

/** Numbered lines for people: name, result, and for each failure and warning what to do about it. */
export function createReport(tellLine: (line: string) => void): Report {
  // Text from others, such as a server's name for itself, must not move a terminal's cursor or change its colours.
  const say = (line: string): void => tellLine(line.replaceAll(/[^\P{Cc}\n]/gu, "?"));
  const steps: ToldStep[] = [];
  const indent = " ".repeat(4);
  const tellFaults = (faults: readonly Diagnosis[]): void => {
    for (const { text, fix } of faults) {
      say(indented(text, indent));
      say(indented(`What to do: ${fix}`, indent));
    }
  };
  const tell = (name: string, outcome: Outcome): void => {
    steps.push({ name, ...outcome });
    const head = `${String(steps.length).padStart(2)}. ${name.padEnd(18)} `;
    switch (outcome.kind) {
      case "ok":
        return say(`${head}ok: ${outcome.text.replaceAll("\n", `\n${indent}`)}`);
      case "warning":
        say(`${head}WARNING: ${outcome.text.replaceAll("\n", `\n${indent}`)}`.replace(/: $/, ""));
        return tellFaults(outcome.faults);
      case "skipped":
        return say(`${head}not checked: it needs a step that failed`);
      case "failed":
        say(`${head}FAILED`);
        return tellFaults(outcome.faults);
      default:
        return unreachable(outcome);
    }
  };
  return {
    async step<Needs extends object, T>(
      name: string,
      needs: OrNull<Needs>,
      work: (needs: Needs) => Step<T> | Promise<Step<T>>,
    ): Promise<T | null> {
      if (!isComplete(needs)) {
        tell(name, { kind: "skipped" });
        return null;
      }
      const { outcome, value } = await work(needs);
      tell(name, outcome);
      return outcome.kind === "ok" || outcome.kind === "warning" ? (value ?? null) : null;
    },
    steps,
    count: (kind) => steps.filter((step) => step.kind === kind).length,
  };
}

function isComplete<Needs extends object>(needs: OrNull<Needs>): needs is OrNull<Needs> & Needs {
  return !Object.values(needs).includes(null);
}

const indented = (text: string, by: string): string =>
  text
    .split("\n")
    .map((line) => by + line)
    .join("\n");
