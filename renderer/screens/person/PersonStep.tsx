import { useInfo } from "../../state/kiosk.ts";
import { isOnPhone } from "../../state/sign-in-way.ts";
import { useFlow, useVisit } from "../../state/visit.ts";
import { PhoneSignIn } from "../sign-in/PhoneSignIn.tsx";
import { PersonForm } from "./PersonForm.tsx";

/** Who comes to the visit: full name and birth date, or whoever confirms on their phone that it is them. */
export function PersonStep() {
  const { signInMethods } = useInfo();
  const { who } = useFlow().choices;
  const byPhone = useVisit((state) => isOnPhone(state, signInMethods));
  const offersPhone = signInMethods.includes("gosuslugi") && who !== "other";
  return byPhone ? <PhoneSignIn otherWay="byHand" /> : <PersonForm offersPhone={offersPhone} />;
}
