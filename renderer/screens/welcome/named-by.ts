import type { StepName } from "#contract/flow/steps.ts";

/** What a flow asks to know whom the visit is for: a policy, a name, or either, as the patient chooses. */
export function namedBy(flow: readonly StepName[]): "policy" | "name" | "either" {
  if (!flow.includes("person")) return "policy";
  return flow.includes("signIn") ? "either" : "name";
}

/** Whether it asks so before a doctor is chosen. */
export function asksFirst(flow: readonly StepName[]): boolean {
  const asked = flow.findIndex((step) => step === "signIn" || step === "person");
  return asked < flow.indexOf("organization");
}
