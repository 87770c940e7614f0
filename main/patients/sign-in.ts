import type { CentralPatients } from "#contract/central/central.ts";
import type { PatientQuery } from "#contract/central/people.ts";
import { parseBirthDate } from "#contract/patients/birth-date.ts";
import { type DocumentFault, parseDocument, type SecondFactor } from "#contract/patients/document.ts";
import type { NameInput } from "#contract/patients/person.ts";
import { type PolicyFault, type PolicyInput, parsePolicy } from "#contract/patients/policy.ts";
import type { Log } from "../log/events.ts";
import { type PersonFault, readName } from "./identify.ts";
import { type LookUpResult, lookUp } from "./look-up.ts";
import type { SignInThrottle } from "./sign-in-throttle.ts";

export type SignInResult =
  | LookUpResult
  | { readonly kind: "policyInvalid"; readonly fault: PolicyFault }
  | PersonFault
  | { readonly kind: "documentInvalid"; readonly fault: DocumentFault };

/**
 * Looks a patient up by policy and second factor. What is typed wrong is told before anything is sent; a policy
 * that isn't known and a second factor that doesn't fit get one answer.
 */
export async function signIn(
  input: { policy: PolicyInput; birthDate: string; document: string; name: NameInput | null },
  parts: {
    central: CentralPatients;
    secondFactor: SecondFactor;
    throttle: SignInThrottle;
    today: string;
    log: Log;
    signal: AbortSignal;
  },
): Promise<SignInResult> {
  const policy = parsePolicy(input.policy);
  if (!policy.ok) return { kind: "policyInvalid", fault: policy.code };
  const name = input.name === null ? null : readName(input.name);
  if (name?.ok === false) return name.fault;
  const named = name === null ? {} : { name: name.value };
  let query: PatientQuery;
  if (parts.secondFactor === "birthDate") {
    const birthDate = parseBirthDate(input.birthDate, parts.today);
    if (!birthDate.ok) return { kind: "birthDateInvalid", fault: birthDate.code };
    query = { ...named, policy: policy.value, birthDate: birthDate.value };
  } else {
    const document = parseDocument(input.document);
    if (!document.ok) return { kind: "documentInvalid", fault: document.code };
    query = { ...named, policy: policy.value, document: document.value };
  }
  return lookUp([policy.value], () => parts.central.findPatients(query, parts.signal), {
    ...parts,
    proves: true,
  });
}
