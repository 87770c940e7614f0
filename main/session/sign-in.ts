import { type BirthDateFault, parseBirthDate } from "#contract/birth-date.ts";
import { type Central, CentralError, type CentralPatient } from "#contract/central.ts";
import { type PolicyFault, type PolicyInput, parsePolicy } from "#contract/policy.ts";
import type { Log } from "#contract/ports.ts";
import type { Tries } from "./tries.ts";

export type SignInResult =
  | { readonly kind: "found"; readonly patient: CentralPatient }
  | { readonly kind: "policyInvalid"; readonly fault: PolicyFault }
  | { readonly kind: "birthDateInvalid"; readonly fault: BirthDateFault }
  | { readonly kind: "notFound" }
  | { readonly kind: "ambiguous" }
  | { readonly kind: "tooManyTries"; readonly minutes: number }
  | { readonly kind: "centralAway" };

/**
 * Looks a patient up by policy and birth date. What is typed wrong is told before anything is sent; a policy
 * that isn't known and a birth date that doesn't fit get one answer, so that neither can be found out.
 */
export async function signIn(
  input: { policy: PolicyInput; birthDate: string },
  parts: { central: Central; tries: Tries; today: string; log: Log; signal: AbortSignal },
): Promise<SignInResult> {
  const { central, tries, log } = parts;
  const policy = parsePolicy(input.policy);
  if (!policy.ok) return { kind: "policyInvalid", fault: policy.code };
  const birthDate = parseBirthDate(input.birthDate, parts.today);
  if (!birthDate.ok) return { kind: "birthDateInvalid", fault: birthDate.code };
  const minutes = tries.blockedFor(policy.value);
  if (minutes !== null) {
    log.warn("sign-in refused: too many tries", { minutes });
    return { kind: "tooManyTries", minutes };
  }
  try {
    const patients = await central.findPatients(
      { policy: policy.value, birthDate: birthDate.value },
      parts.signal,
    );
    const [patient, another] = patients;
    if (!patient) {
      tries.failed(policy.value);
      return { kind: "notFound" };
    }
    if (another) {
      log.warn("sign-in ambiguous: several patients fit", { count: patients.length });
      return { kind: "ambiguous" };
    }
    tries.succeeded(policy.value);
    return { kind: "found", patient };
  } catch (error) {
    if (!(error instanceof CentralError)) throw error;
    log.warn("sign-in: the centre did not answer", { fault: error.fault, status: error.status });
    return { kind: "centralAway" };
  }
}
