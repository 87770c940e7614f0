import { CentralError } from "#contract/central.ts";
import type { CentralPatient } from "#contract/people.ts";
import type { Log } from "#contract/ports.ts";
import { logFault } from "../central-fault.ts";
import type { Tried, Tries } from "./tries.ts";

export type LookUpResult =
  | { readonly kind: "found"; readonly patient: CentralPatient }
  | { readonly kind: "notFound" }
  | { readonly kind: "ambiguous" }
  | { readonly kind: "tooManyTries"; readonly minutes: number }
  | { readonly kind: "centralAway" };

/**
 * Looks one person up at the centre. Whatever doesn't fit gets one answer, so that neither can be found out; and
 * whoever tries too often is sent to the desk.
 * @param tried what failures are counted against
 */
export async function lookUp(
  tried: Tried,
  find: () => Promise<CentralPatient[]>,
  { tries, log }: { readonly tries: Tries; readonly log: Log },
): Promise<LookUpResult> {
  const minutes = tries.blockedFor(tried);
  if (minutes !== null) {
    log.warn("look-up refused: too many tries", { minutes });
    return { kind: "tooManyTries", minutes };
  }
  try {
    const patients = await find();
    const [patient, another] = patients;
    if (!patient) {
      tries.failed(tried);
      return { kind: "notFound" };
    }
    if (another) {
      log.warn("look-up ambiguous: several patients fit", { count: patients.length });
      return { kind: "ambiguous" };
    }
    tries.succeeded(tried);
    return { kind: "found", patient };
  } catch (error) {
    if (!(error instanceof CentralError)) throw error;
    logFault(log, "look-up: the centre did not answer", error);
    return { kind: "centralAway" };
  }
}
