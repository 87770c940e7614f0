import { unreachable } from "#contract/base/result.ts";
import type { Refusals } from "../rpc/errors.ts";
import type { LookUpResult } from "./look-up.ts";

type OfLookUp = Refusals<"PATIENT_NOT_FOUND" | "TOO_MANY_TRIES" | "CENTRAL_AWAY">;

/** What the page is answered where a look-up found nobody. */
export function lookUpError(
  result: Exclude<LookUpResult, { kind: "found" | "ambiguous" | "nameNeeded" }>,
  errors: OfLookUp,
): Error {
  switch (result.kind) {
    case "notFound":
      return errors.PATIENT_NOT_FOUND({ data: {} });
    case "tooManyTries":
      return errors.TOO_MANY_TRIES({ data: { minutes: result.minutes } });
    case "centralAway":
      return errors.CENTRAL_AWAY({ data: {} });
    default:
      return unreachable(result);
  }
}
