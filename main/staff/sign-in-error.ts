import { unreachable } from "#contract/base/result.ts";
import type { Refusals } from "../rpc/errors.ts";
import type { SignInOutcome } from "./sign-in.ts";

type Refused = "TOO_MANY_TRIES" | "STAFF_UNKNOWN";

/** What is answered where nobody was found. @param record notes the refusal in the audit */
export function signInError(
  outcome: Exclude<SignInOutcome, { kind: "found" }>,
  errors: Refusals<Refused>,
  record: (code: Refused) => unknown,
): Error {
  switch (outcome.kind) {
    case "tooManyTries":
      record("TOO_MANY_TRIES");
      return errors.TOO_MANY_TRIES({ data: { minutes: outcome.minutes } });
    case "unknown":
      record("STAFF_UNKNOWN");
      return errors.STAFF_UNKNOWN({ data: {} });
    default:
      return unreachable(outcome);
  }
}
