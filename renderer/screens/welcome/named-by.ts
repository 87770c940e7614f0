import type { StepName } from "#contract/flow/steps.ts";
import type { KioskInfo } from "#contract/kiosk/kiosk-info.ts";

/** What a kiosk asks to know whom the visit is for: a phone or a policy, a policy, a name, or policy or name. */
export function namedBy({
  flow,
  signInMethods,
}: Pick<KioskInfo, "flow" | "signInMethods">): "phone" | "policy" | "name" | "either" {
  if (flow.includes("person")) return flow.includes("signIn") ? "either" : "name";
  return signInMethods[0] === "gosuslugi" ? "phone" : "policy";
}

/** Whether it asks so before a doctor is chosen. */
export function asksFirst(flow: readonly StepName[]): boolean {
  const asked = flow.findIndex((step) => step === "signIn" || step === "person");
  return asked < flow.indexOf("organization");
}
