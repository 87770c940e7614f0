import { CentralError } from "#contract/index.ts";
import type { HubRefusal } from "./refusal.ts";

type Unasked =
  | { readonly kind: "refused"; readonly refusal: HubRefusal }
  | { readonly kind: "failed"; readonly fault: CentralError["fault"]; readonly detail: string };

/** What a read that wasn't answered means to whoever needs its answer. */
export const unasked = (outcome: Unasked): CentralError => {
  if (outcome.kind === "failed") return new CentralError(outcome.fault, outcome.detail);
  return new CentralError(
    outcome.refusal === "accessDenied" ? "unauthorized" : "unavailable",
    `refused: ${outcome.refusal}`,
  );
};
