import { unreachable } from "#contract/base/result.ts";
import type { StepName } from "#contract/flow/steps.ts";
import { type HelpTopic, useVisit, type VisitState } from "../state/visit.ts";

/** The page of help that answers what is asked on the screen that is there; null for the list of all pages. */
export const useHelpTopic = (): HelpTopic | null => useVisit(topicOf);

export function topicOf({
  view,
  flow,
  nearest,
}: Pick<VisitState, "view" | "flow" | "nearest">): HelpTopic | null {
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
