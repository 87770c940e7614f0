import { type Choice, type Known, type StepName, stepRules, wayValues, whoValues } from "./steps.ts";

export type OrderFault =
  | { readonly fault: "doesNotEndWithDone" }
  | { readonly fault: "twice"; readonly step: StepName }
  /**
   * `missing`: what the step needs; of several, any one. `when`: the answers with which a patient would come to the
   * step without it.
   */
  | {
      readonly fault: "needsEarlier";
      readonly step: StepName;
      readonly missing: readonly Choice[];
      readonly when: Pick<Known, "who" | "way">;
    };

/** The first reason why an order of steps can't work for every patient who walks it, or null. */
export function checkOrder(order: readonly StepName[]): OrderFault | null {
  if (order.at(-1) !== "done") return { fault: "doesNotEndWithDone" };
  const twice = order.find((step, place) => order.indexOf(step) < place);
  if (twice) return { fault: "twice", step: twice };
  const answers = order.includes("who") ? whoValues : [undefined];
  const ways = order.includes("way") ? wayValues : [undefined];
  for (const who of answers) {
    for (const way of ways) {
      const fault = walk(order, { who, way });
      if (fault) return fault;
    }
  }
  return null;
}

function walk(order: readonly StepName[], answers: Pick<Known, "who" | "way">): OrderFault | null {
  const known = new Set<Choice>();
  for (const step of order) {
    const rule = stepRules[step];
    const so: Known = {
      who: known.has("who") ? answers.who : undefined,
      way: known.has("way") ? answers.way : undefined,
      patient: known.has("patient") ? true : undefined,
    };
    if (rule.passedOver?.(so)) continue;
    for (const need of rule.needs) {
      const any = typeof need === "string" ? [need] : need;
      if (!any.some((one) => known.has(one)))
        return { fault: "needsEarlier", step, missing: any, when: answers };
    }
    known.add(rule.yields);
  }
  return null;
}
