import { useEffect } from "react";
import type { Choices } from "../flow/index.ts";
import { useCore } from "./core.ts";
import type { Asked } from "./useAsked.ts";

/** Chooses by itself where a step holds one entry. Answers true while that passes by, when nothing is to be painted. */
export function useAlone<T>(asked: Asked<readonly T[]>, choicesOf: (item: T) => Choices | null): boolean {
  const { act } = useCore();
  const only = asked.state === "ready" && asked.value.length === 1 ? asked.value[0] : undefined;
  const made = only === undefined ? null : choicesOf(only);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answer's arrival decides, not the closures.
  useEffect(() => {
    if (made !== null) act.pickAlone(made);
  }, [only]);
  return made !== null;
}
