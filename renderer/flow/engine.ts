import { type Choice, type StepName, stepRules } from "#contract/flow.ts";
import { type Choices, identityOf } from "./types.ts";

/** Where a patient is on the way through the steps, and what has been chosen so far. */
export type Flow = {
  readonly order: readonly StepName[];
  readonly at: StepName;
  readonly choices: Choices;
  /** Steps that held a single entry and chose it by themselves. */
  readonly alone: ReadonlySet<StepName>;
};

/** Steps that are not walked through twice in one visit to the kiosk: who one is, what one agreed to. */
const askedOnce: ReadonlySet<StepName> = new Set(["signIn", "consent"]);

/** A flow at its first step that still has something to ask. `known` holds what is known before it starts. */
export function start(order: readonly StepName[], known: Choices = {}): Flow {
  const first = order.find((step) => !(askedOnce.has(step) && knows(known, step))) ?? "done";
  return { order, at: first, choices: known, alone: new Set() };
}

/**
 * Puts a choice and goes on to the next step. Whatever was chosen later and rests on a changed choice is
 * forgotten; choosing the same again forgets nothing.
 */
export function choose(flow: Flow, made: Choices, how: { readonly alone?: boolean } = {}): Flow {
  const chosen = put(flow, made);
  const steps = flow.order.filter((step) => stepRules[step].yields in made);
  const last = steps.at(-1) ?? flow.at;
  const alone = new Set(chosen.alone);
  for (const step of steps) {
    if (how.alone) alone.add(step);
    else alone.delete(step);
  }
  const marked = { ...chosen, alone };
  return { ...marked, at: stepAfter(marked, last) };
}

/** Puts choices without moving: what the rest of the flow rests on is brought up to date in place. */
export function put(flow: Flow, made: Choices): Flow {
  const before = flow.choices;
  const changed = (Object.keys(made) as Choice[]).filter(
    (choice) =>
      identityOf(choice, before) !== undefined && identityOf(choice, before) !== identityOf(choice, made),
  );
  const lost = restingOn(flow.order, changed);
  const kept = Object.fromEntries(
    Object.entries(before).filter(([choice]) => !lost.has(choice as Choice)),
  ) as Choices;
  const alone = new Set([...flow.alone].filter((step) => !lost.has(stepRules[step].yields)));
  return { ...flow, choices: { ...kept, ...made }, alone };
}

/** Takes choices back, with all that rests on them, and goes to the step that asks the first of them. */
export function forget(flow: Flow, ...choices: readonly Choice[]): Flow {
  const lost = new Set([...restingOn(flow.order, choices), ...choices]);
  const kept = Object.fromEntries(
    Object.entries(flow.choices).filter(([choice]) => !lost.has(choice as Choice)),
  ) as Choices;
  const alone = new Set([...flow.alone].filter((step) => !lost.has(stepRules[step].yields)));
  const at = flow.order.find((step) => choices.includes(stepRules[step].yields)) ?? flow.at;
  return { ...flow, choices: kept, alone, at };
}

/** The step before, over those that chose by themselves and the sign-in; null where there is none. */
export function back(flow: Flow): Flow | null {
  const here = flow.order.indexOf(flow.at);
  const before = flow.order
    .slice(0, here)
    .findLast((step) => !flow.alone.has(step) && !(step === "signIn" && knows(flow.choices, step)));
  return before === undefined ? null : { ...flow, at: before };
}

/** Goes to a step that lies before the present one, keeping every choice. */
export function returnTo(flow: Flow, step: StepName): Flow {
  return flow.order.indexOf(step) < flow.order.indexOf(flow.at) ? { ...flow, at: step } : flow;
}

/** The place of the present step among those that the patient walks through; the last step, done, isn't counted. */
export function progress(flow: Flow): { readonly at: number; readonly of: number } {
  const walked = flow.order.filter((step) => step !== "done" && !flow.alone.has(step));
  const at = walked.indexOf(flow.at);
  return { at: at < 0 ? walked.length : at, of: walked.length };
}

const knows = (choices: Choices, step: StepName): boolean => stepRules[step].yields in choices;

function stepAfter(flow: Flow, step: StepName): StepName {
  const rest = flow.order.slice(flow.order.indexOf(step) + 1);
  const passedOver = (next: StepName): boolean =>
    knows(flow.choices, next) && (flow.alone.has(next) || askedOnce.has(next));
  return rest.find((next) => !passedOver(next)) ?? "done";
}

/** Every choice that rests on the given ones, at first or second hand. */
function restingOn(order: readonly StepName[], choices: readonly Choice[]): ReadonlySet<Choice> {
  const lost = new Set<Choice>();
  for (const step of order) {
    const { needs, yields } = stepRules[step];
    if (needs.some((need) => lost.has(need) || choices.includes(need))) lost.add(yields);
  }
  return lost;
}
