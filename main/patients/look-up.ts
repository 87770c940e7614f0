import { CentralError } from "#contract/central/central.ts";
import type { CentralPatient } from "#contract/central/people.ts";
import { logFault } from "../log/central-fault.ts";
import type { Log } from "../log/events.ts";
import type { SignInThrottle, ThrottleKey } from "./sign-in-throttle.ts";

export type LookUpResult =
  | { readonly kind: "found"; readonly patient: CentralPatient }
  | { readonly kind: "notFound" }
  | { readonly kind: "ambiguous" }
  /** Numbers alone weren't enough. It counts: of a clinic that finds by numbers it tells that nobody has these. */
  | { readonly kind: "nameNeeded" }
  | { readonly kind: "tooManyTries"; readonly minutes: number }
  | { readonly kind: "centralAway" };

/**
 * Looks one person up at the central API. Each look-up counts before it is made, so that many at once are no more
 * than many in turn; whoever tries too often is sent to reception.
 * @param keys what attempts are counted against
 * @param proves whether finding the person proves that it is them: then earlier failures are forgiven. A name and a
 *   birth date prove nothing, and count also when they are right.
 */
export async function lookUp(
  keys: readonly ThrottleKey[],
  find: () => Promise<CentralPatient[]>,
  {
    throttle,
    log,
    proves,
  }: { readonly throttle: SignInThrottle; readonly log: Log; readonly proves: boolean },
): Promise<LookUpResult> {
  const admission = throttle.admit(keys);
  if (admission.kind === "tooManyTries") {
    log.write("patients.look-up-throttled", { minutes: admission.minutes });
    return admission;
  }
  const { attempt } = admission;
  try {
    const patients = await find();
    const [patient, another] = patients;
    if (!patient || another) {
      attempt.counted();
      if (another) log.write("patients.look-up-ambiguous", { count: patients.length });
      else log.write("patients.look-up-failed");
      return { kind: another ? "ambiguous" : "notFound" };
    }
    if (proves) attempt.succeeded();
    else attempt.counted();
    return { kind: "found", patient };
  } catch (error) {
    if (error instanceof CentralError && error.fault === "nameNeeded") {
      attempt.counted();
      return { kind: "nameNeeded" };
    }
    attempt.withdrawn();
    if (!(error instanceof CentralError)) throw error;
    logFault(log, error, ["patients.look-up-unanswered", { fault: error.fault, code: error.code }]);
    return { kind: "centralAway" };
  }
}
