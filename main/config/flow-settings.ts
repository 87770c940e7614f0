import { z } from "zod";
import { checkOrder, type OrderFault } from "#contract/flow/check-order.ts";
import { presetNames } from "#contract/flow/presets.ts";
import { type Choice, stepNames, stepRules } from "#contract/flow/steps.ts";

/** The `flow` section of the configuration. */
export const flowSettingsSchema = z
  .union([
    z.strictObject({
      preset: z
        .enum(presetNames)
        .describe("The order of one of the portals, by the name of its instruction: docs/flows.md."),
    }),
    z.strictObject({
      steps: z
        .array(z.enum(stepNames))
        .min(1)
        .describe(
          "An order of one's own, ending with done: docs/flows.md tells what each step needs before it.",
        ),
    }),
  ])
  .superRefine((flow, context) => {
    const fault = "steps" in flow ? checkOrder(flow.steps) : null;
    if (fault) context.addIssue({ code: "custom", message: orderFaultText(fault), path: ["steps"] });
  });

function orderFaultText(fault: OrderFault): string {
  switch (fault.fault) {
    case "doesNotEndWithDone":
      return "the last step must be done";
    case "twice":
      return `the step ${fault.step} stands there twice`;
    case "needsEarlier":
      return `the step ${fault.step} needs ${yieldingText(fault.missing)} before it${answersText(fault.when)}`;
  }
}

/** The steps of which one yields what is missing. */
const yieldingText = (missing: readonly Choice[]): string =>
  stepNames
    .filter((step) => missing.includes(stepRules[step].yields))
    .map((step) => `the step ${step}`)
    .join(" or ");

/** For whom an order fails, where it holds for others: the answers that lead there. */
function answersText({ who, way }: Extract<OrderFault, { fault: "needsEarlier" }>["when"]): string {
  const answers = [...(who ? [`who: ${who}`] : []), ...(way ? [`way: ${way}`] : [])];
  return answers.length === 0 ? "" : `, or a patient who answers ${answers.join(", ")} comes there without`;
}
