import { unreachable } from "#contract/base/result.ts";
import type { StepName } from "#contract/flow/steps.ts";
import type { SignInMethod } from "#contract/patients/phone-sign-in.ts";
import { useInfo } from "../state/kiosk.ts";
import { isOnPhone, type SignInChoice } from "../state/sign-in-way.ts";
import { type HelpTopic, useVisit, type VisitState } from "../state/visit.ts";

/** The page of help that answers what is asked on the screen that is there; null for the list of all pages. */
export function useHelpTopic(): HelpTopic | null {
  const methods = useInfo().signInMethods;
  return useVisit((state) => topicOf(state, methods));
}

export function topicOf(
  visit: SignInChoice & Pick<VisitState, "view" | "nearest">,
  methods: readonly SignInMethod[],
): HelpTopic | null {
  const { view, flow, nearest } = visit;
  if (view === "flow" && isOnPhone(visit, methods)) return "gosuslugi";
  switch (view) {
    case "welcome":
      return null;
    case "visits":
    case "unsettled":
      return "cancel";
    case "account":
      return "child";
    case "refused":
      return "consent";
    case "flow":
      return flow === null ? null : nearest ? "time" : topicOfStep(flow.at);
    default:
      return unreachable(view);
  }
}

function topicOfStep(step: StepName): HelpTopic {
  switch (step) {
    case "signIn":
      return "policy";
    case "who":
    case "card":
      return "child";
    case "way":
    case "district":
    case "area":
    case "organization":
    case "branch":
      return "attach";
    case "service":
      return "service";
    case "doctor":
    case "date":
    case "time":
      return "time";
    case "person":
      return "notFound";
    case "consent":
      return "consent";
    case "email":
    case "phone":
      return "contact";
    case "promise":
      return "cancel";
    case "done":
      return "bring";
    default:
      return unreachable(step);
  }
}
