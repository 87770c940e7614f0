import { unreachable } from "#contract/base/result.ts";
import type { Diagnosis } from "./messages.ts";

/** What became of a step. A step that another one's failure makes impossible is skipped, which is no failure. */
export type Outcome =
  | { readonly kind: "ok"; readonly text: string }
  | { readonly kind: "failed"; readonly faults: readonly Diagnosis[] }
  | { readonly kind: "skipped" };

export const well = (text: string): Outcome => ({ kind: "ok", text });
export const failed = (...faults: readonly Diagnosis[]): Outcome => ({ kind: "failed", faults });

export type Step<T> = { readonly outcome: Outcome; readonly value?: T };
type OrNull<Needs> = { readonly [Name in keyof Needs]: Needs[Name] | null };

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
  readonly failures: number;
};

/** Numbered lines for people: name, result, and for each failure what to do about it. */
export function createReport(say: (line: string) => void): Report {
  let number = 0;
  let failures = 0;
  const tell = (name: string, outcome: Outcome): void => {
    const head = `${String(++number).padStart(2)}. ${name.padEnd(18)} `;
    const indent = " ".repeat(4);
    switch (outcome.kind) {
      case "ok":
        return say(`${head}ok: ${outcome.text.replaceAll("\n", `\n${indent}`)}`);
      case "skipped":
        return say(`${head}not checked: it needs a step that failed`);
      case "failed":
        failures++;
        say(`${head}FAILED`);
        for (const { text, fix } of outcome.faults) {
          say(indented(text, indent));
          say(indented(`What to do: ${fix}`, indent));
        }
        return;
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
      return outcome.kind === "ok" ? (value ?? null) : null;
    },
    get failures() {
      return failures;
    },
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
