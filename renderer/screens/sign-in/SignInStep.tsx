import type { SignInMethod } from "#contract/patients/phone-sign-in.ts";
import { useInfo } from "../../state/kiosk.ts";
import { useVisit } from "../../state/visit.ts";
import { PhoneSignIn } from "./PhoneSignIn.tsx";
import { PolicySignIn } from "./PolicySignIn.tsx";

/** Signing in, by the way that the patient has chosen, or that the kiosk begins with. */
export function SignInStep() {
  return useSignInWay() === "gosuslugi" ? <PhoneSignIn otherWay="byPolicy" /> : <PolicySignIn />;
}

/** A policy that was held to the scanner is a choice as well. */
function useSignInWay(): SignInMethod {
  const { signInMethods } = useInfo();
  const chosen = useVisit(({ signInWay, scanned }) => (scanned === null ? signInWay : "policy"));
  return chosen ?? signInMethods[0] ?? "policy";
}
