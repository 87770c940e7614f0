import { useInfo } from "../../state/kiosk.ts";
import { isOnPhone } from "../../state/sign-in-way.ts";
import { useVisit } from "../../state/visit.ts";
import { NameSignIn } from "./NameSignIn.tsx";
import { PhoneSignIn } from "./PhoneSignIn.tsx";
import { PolicySignIn } from "./PolicySignIn.tsx";

/** Signing in, by the way that the patient has chosen, or that the kiosk begins with. */
export function SignInStep() {
  const { signInMethods } = useInfo();
  const byPhone = useVisit((state) => isOnPhone(state, signInMethods));
  const policy = useVisit(({ asksName, typedPolicy }) => (asksName ? typedPolicy : null));
  if (byPhone) return <PhoneSignIn otherWay="byPolicy" />;
  return policy ? <NameSignIn policy={policy} /> : <PolicySignIn />;
}
