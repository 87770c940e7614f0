import { useEffect, useState } from "react";
import { ask, type Failure } from "../api/failures.ts";
import { useKiosk } from "../state/kiosk.ts";

export type Asked<T> =
  | { readonly state: "loading" }
  | { readonly state: "ready"; readonly value: T }
  | { readonly state: "failed"; readonly failure: Failure };

/**
 * Asks the core when `key` changes, and again when `revision` does or the link comes back. An answer to the
 * same key replaces the one before in place; only another key shows loading again.
 */
export function useAsked<T>(key: string, call: () => Promise<T>, revision: number): Asked<T> {
  const links = useKiosk((state) => state.links);
  const [held, setHeld] = useState<{ readonly key: string; readonly asked: Asked<T> } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for everything that `call` reads.
  useEffect(() => {
    let wanted = true;
    void ask(call()).then((answer) => {
      if (!wanted) return;
      if (answer.ok) return setHeld({ key, asked: { state: "ready", value: answer.value } });
      if (answer.failure.kind === "bug") useKiosk.setState({ broken: true });
      // What is on the screen stays there while the core is away: the link's own notice tells why.
      if (answer.failure.kind === "known")
        setHeld({ key, asked: { state: "failed", failure: answer.failure } });
    });
    return () => {
      wanted = false;
    };
  }, [key, revision, links]);
  return held?.key === key ? held.asked : { state: "loading" };
}

export const useCatalogChanges = (): number => useKiosk((state) => state.catalogChanges);
export const useScheduleChanges = (scheduleId: string): number =>
  useKiosk((state) => state.scheduleChanges[scheduleId] ?? 0);
