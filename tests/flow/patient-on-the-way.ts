import { checkOrder } from "#contract/flow/check-order.ts";
import { type StepName, stepRules, type Way, type Who } from "#contract/flow/steps.ts";
import { type Choices, choose, type Flow, start } from "#renderer/flow/index.ts";
import { branch, doctor, organization, patient, service, slot } from "./some-choices.ts";

/** What decides a patient's way through an order. */
export type Answers = {
  readonly who: Who;
  readonly way: Way;
  /** Lists that hold a single entry. */
  readonly single: ReadonlySet<StepName>;
  /** The patient has signed in before the flow begins, as for one's visits. */
  readonly signedIn: boolean;
};

const person = (name: string) => ({ ...patient, name });

/** What a patient answers at a step; `n` tells one answer from another. */
export function answerAt(step: StepName, { who, way }: Pick<Answers, "who" | "way">, n: number): Choices {
  switch (stepRules[step].yields) {
    case "who":
      return { who };
    case "way":
      return { way };
    case "patient":
      return { patient: person(`patient ${n}`) };
    case "subject":
      return { subject: person(`subject ${n}`) };
    case "area":
      return { area: { by: "district", name: `district ${n}` } };
    case "organization":
      return { organization: organization(`o${n}`) };
    case "branch":
      return { branch: branch(`b${n}`) };
    case "service":
      return { service: service(`s${n}`) };
    case "doctor":
      return { doctor: doctor(`d${n}`) };
    case "date":
      return { date: `2026-11-${10 + n}` };
    case "slot":
      return { slot: slot(`t${n}`) };
    case "consent":
      return { consent: { language: "ru", hash: `h${n}`, variant: "self" } };
    case "email":
      return { email: { address: `a${n}@example.org` } };
    case "phone":
      return { phone: { kind: "new", digits: `910000000${n}` } };
    case "promise":
      return { promise: true };
    case "visit":
      throw new Error("the last screen asks nothing");
  }
}

/** The flows that a patient sees, one for each step that comes up, and the one at the end. */
export type Walked = { readonly before: readonly Flow[]; readonly end: Flow };

const longest = 40;

/** Goes from a flow to the end of its order, with the same answers on every screen. */
export function walkOn(from: Flow, answers: Answers, n = 1): Walked {
  const before: Flow[] = [];
  let flow = from;
  while (flow.at !== "done") {
    if (before.length > longest) throw new Error(`no end: ${before.map(({ at }) => at).join(" ")}`);
    before.push(flow);
    const isAuto = answers.single.has(flow.at) && stepRules[flow.at].choosesAlone;
    flow = choose(flow, answerAt(flow.at, answers, n), { isAuto });
  }
  return { before, end: flow };
}

export const walkFromStart = (order: readonly StepName[], answers: Answers): Walked =>
  walkOn(start(order, answers.signedIn ? { patient: person("patient 1") } : {}), answers);

export const works = (order: readonly StepName[]): boolean => checkOrder(order) === null;
