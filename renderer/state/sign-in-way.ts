import type { SignInMethod } from "#contract/patients/phone-sign-in.ts";
import type { VisitState } from "./visit.ts";

export type SignInChoice = Pick<VisitState, "flow" | "signInWay" | "scanned">;

/**
 * Whether the step that is there is answered on the patient's phone: as the patient has chosen, or as the kiosk begins.
 * @param methods the kiosk's ways to sign in, the one that it begins with first
 */
export function isOnPhone(
  { flow, signInWay, scanned }: SignInChoice,
  methods: readonly SignInMethod[],
): boolean {
  switch (flow?.at) {
    case "signIn":
      // A policy that was held to the scanner is a choice as well.
      return ((scanned === null ? signInWay : "policy") ?? methods[0]) === "gosuslugi";
    case "person":
      return methods.includes("gosuslugi") && flow.choices.who !== "other" && signInWay === "gosuslugi";
    default:
      return false;
  }
}
