import { progress } from "../flow/index.ts";
import { useVisit } from "../state/visit.ts";

/** A place on a way of several steps, counted from 1. */
export type Place = { readonly step: number; readonly steps: number };

/** Where the patient is on the way to a visit; null on screens that are no step of it, and on a way of one step. */
export function useProgress(): Place | null {
  const { view, flow, help } = useVisit();
  if (view !== "flow" || flow === null || help !== null) return null;
  const { at, of } = progress(flow);
  return of < 2 || at >= of ? null : { step: at + 1, steps: of };
}
