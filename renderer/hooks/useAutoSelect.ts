import { useEffect } from "react";
import type { Choices } from "../flow/index.ts";
import { useCore } from "./core.ts";
import type { QueryState } from "./useQueryState.ts";

/**
 * Selects the only entry of a step's list, so that the step is passed by.
 * @param choicesOf what selecting an entry chooses; null where a person has to decide
 * @returns true while the step is passed by, when nothing is to be painted
 */
export function useAutoSelect<T>(
  list: QueryState<readonly T[]>,
  choicesOf: (item: T) => Choices | null,
): boolean {
  const { act } = useCore();
  const only = list.state === "ready" && list.value.length === 1 ? list.value[0] : undefined;
  const made = only === undefined ? null : choicesOf(only);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answer's arrival decides, not the closures.
  useEffect(() => {
    if (made !== null) act.autoSelect(made);
  }, [only]);
  return made !== null;
}
