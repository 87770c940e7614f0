import { type Choice, type Known, type StepName, stepRules } from "#contract/flow/steps.ts";
import type { PatientView } from "#contract/sessions/patient-view.ts";
import { type Choices, identityOf, restsOn } from "./types.ts";

/** Where a patient is on the way through the steps, and what has been chosen so far. */
export type Flow = {
  readonly order: readonly StepName[];
  readonly at: StepName;
  readonly choices: Choices;
  /** What was known before the first step. */
  readonly given: ReadonlySet<Choice>;
  /** Steps that held a single entry and chose it by themselves. */
  readonly autoSelected: ReadonlySet<StepName>;
  /** Steps that were answered on an earlier one, which chose for several at once: nobody has seen them. */
  readonly leapt: ReadonlySet<StepName>;
};

/** Steps that are not walked through twice in one visit to the kiosk: who one is, what one agreed to. */
const askedOnce: ReadonlySet<StepName> = new Set(["signIn", "consent"]);

/** A flow at its first step that still has something to ask. `known` holds what is known before it starts. */
export function start(order: readonly StepName[], known: Choices = {}): Flow {
  const given = new Set(Object.keys(known) as Choice[]);
  const none: ReadonlySet<StepName> = new Set();
  const flow: Flow = {
    order,
    at: order[0] ?? "done",
    choices: known,
    given,
    autoSelected: none,
    leapt: none,
  };
  return { ...flow, at: order.find((step) => comesUp(flow, step)) ?? "done" };
}

/**
 * Puts a choice, or those of several steps at once, and goes on behind the last of them. Whatever was chosen later and
 * rests on a changed choice is forgotten; choosing the same again forgets nothing.
 */
export function choose(flow: Flow, made: Choices, how: { readonly isAuto?: boolean } = {}): Flow {
  const chosen = put(flow, made);
  const steps = chosen.order.filter((step) => isAsked(chosen, step) && stepRules[step].yields in made);
  const last = steps.at(-1) ?? flow.at;
  const autoSelected = new Set(chosen.autoSelected);
  const leapt = new Set(chosen.leapt);
  for (const step of steps) {
    if (how.isAuto) autoSelected.add(step);
    else autoSelected.delete(step);
    if (chosen.order.indexOf(step) > chosen.order.indexOf(flow.at)) leapt.add(step);
    else leapt.delete(step);
  }
  const marked = { ...chosen, autoSelected, leapt };
  return { ...marked, at: stepAfter(marked, last) };
}

/** Puts choices without moving: what the rest of the flow rests on is brought up to date in place. */
export function put(flow: Flow, made: Choices): Flow {
  const before = flow.choices;
  const changed = (Object.keys(made) as Choice[]).filter(
    (choice) =>
      identityOf(choice, before) !== undefined && identityOf(choice, before) !== identityOf(choice, made),
  );
  const kept = without(flow, restingOn(flow.order, changed));
  return { ...kept, choices: { ...kept.choices, ...made } };
}

/** Goes to the first step that is still unanswered, over those that are answered already. */
export const resume = (flow: Flow): Flow => ({ ...flow, at: firstMissing(flow) ?? "done" });

/** The same way for somebody else, at the first step that `kept`, a part of what was chosen, leaves unanswered. */
export function startAnew(flow: Flow, kept: Choices): Flow {
  const begun = put(start(flow.order), kept);
  const stay = (steps: ReadonlySet<StepName>): ReadonlySet<StepName> =>
    new Set([...steps].filter((step) => stepRules[step].yields in kept));
  return resume({ ...begun, autoSelected: stay(flow.autoSelected), leapt: stay(flow.leapt) });
}

/** The step at which a child is named in the place of an adult who has signed in or was named; null where none is. */
export function childStep(order: readonly StepName[]): "card" | "signIn" | "person" | null {
  const isNamed = order.includes("who") && order.includes("person");
  const steps = isNamed ? (["card", "person"] as const) : (["card", "signIn", "person"] as const);
  return steps.find((step) => order.includes(step)) ?? null;
}

/** Takes choices back, with all that rests on them, and goes to the first step that has something to ask again. */
export function forget(flow: Flow, ...choices: readonly Choice[]): Flow {
  const kept = without(flow, new Set([...restingOn(flow.order, choices), ...choices]));
  const asking = kept.order.find(
    (step) => isAsked(kept, step) && choices.includes(stepRules[step].yields) && !knows(kept.choices, step),
  );
  return { ...kept, at: asking ?? firstMissing(kept) ?? flow.at };
}

/** The last step before that the patient has answered on its own screen, but for the sign-in; null where there is none. */
export function back(flow: Flow): Flow | null {
  const before = flow.order
    .slice(0, flow.order.indexOf(flow.at))
    .findLast(
      (step) =>
        isAsked(flow, step) &&
        !flow.autoSelected.has(step) &&
        !flow.leapt.has(step) &&
        !(step === "signIn" && knows(flow.choices, step)),
    );
  return before === undefined ? null : { ...flow, at: before };
}

/** Goes to a step that lies before the present one, keeping every choice. */
export function returnTo(flow: Flow, step: StepName): Flow {
  const earlier = flow.order.indexOf(step) < flow.order.indexOf(flow.at);
  return earlier && isAsked(flow, step) ? { ...flow, at: step } : flow;
}

/**
 * The place of the present step among those that the patient walks through; the last step, done, isn't counted. A
 * sign-in that the way begins with is behind whoever is signed in, also on a page that was loaded anew and at another
 * visit: the same screen has the same number.
 */
export function progress(flow: Flow): { readonly at: number; readonly of: number } {
  const walked = flow.order.filter(
    (step) =>
      step !== "done" &&
      isAsked(flow, step) &&
      !flow.autoSelected.has(step) &&
      (step === flow.at || !flow.leapt.has(step)) &&
      !(step === "signIn" && step !== flow.order[0] && flow.given.has("patient")),
  );
  const at = walked.indexOf(flow.at);
  return { at: at < 0 ? walked.length : at, of: walked.length };
}

/** The first of these steps that this patient is asked and that doesn't choose by itself. */
export const firstAskedOf = (flow: Flow, steps: readonly StepName[]): StepName | undefined =>
  flow.order.find((step) => steps.includes(step) && isAsked(flow, step) && !flow.autoSelected.has(step));

/** Whether the answer to the present step is the last one that the visit waits for. */
export function isLast(flow: Flow): boolean {
  const rest = flow.order.slice(flow.order.indexOf(flow.at) + 1);
  return rest.at(-1) === "done" && rest.every((step) => step === "done" || !comesUp(flow, step));
}

/** Whom the visit is for, once that is known: whoever has signed in, unless the flow asks for somebody apart. */
export function personOf(flow: Flow): PatientView | undefined {
  const { subject, patient } = flow.choices;
  const askedApart = flow.order.some((step) => stepRules[step].yields === "subject" && isAsked(flow, step));
  return subject ?? (askedApart ? undefined : patient);
}

/**
 * Whether the step has something to ask of this patient: it isn't passed over by what is known up to it, and none
 * before it asks for the same.
 */
function isAsked(flow: Flow, step: StepName): boolean {
  if (isPassedOver(flow, step)) return false;
  const { yields } = stepRules[step];
  return !flow.order
    .slice(0, flow.order.indexOf(step))
    .some((earlier) => stepRules[earlier].yields === yields && !isPassedOver(flow, earlier));
}

function isPassedOver({ order, choices, given }: Flow, step: StepName): boolean {
  const before = order.slice(0, order.indexOf(step)).map((earlier) => stepRules[earlier].yields);
  const soFar = (choice: Choice): boolean => before.includes(choice) || given.has(choice);
  const known: Known = {
    who: soFar("who") ? choices.who : undefined,
    way: soFar("way") ? choices.way : undefined,
    patient: soFar("patient") ? choices.patient : undefined,
  };
  return stepRules[step].passedOver?.(known) ?? false;
}

const knows = (choices: Choices, step: StepName): boolean => stepRules[step].yields in choices;

/** Whether the patient comes to the step on the way forward. */
const comesUp = (flow: Flow, step: StepName): boolean =>
  isAsked(flow, step) && !(knows(flow.choices, step) && (flow.autoSelected.has(step) || askedOnce.has(step)));

/** An order may ask for something after what rests on it: then the way to the end leads back there once. */
function stepAfter(flow: Flow, step: StepName): StepName {
  const rest = flow.order.slice(flow.order.indexOf(step) + 1);
  const next = rest.find((later) => comesUp(flow, later)) ?? "done";
  return next === "done" ? (firstMissing(flow) ?? "done") : next;
}

const firstMissing = (flow: Flow): StepName | undefined =>
  flow.order.find((step) => step !== "done" && isAsked(flow, step) && !knows(flow.choices, step));

function without(flow: Flow, lost: ReadonlySet<Choice>): Flow {
  const choices = Object.fromEntries(
    Object.entries(flow.choices).filter(([choice]) => !lost.has(choice as Choice)),
  ) as Choices;
  const stay = (steps: ReadonlySet<StepName>): ReadonlySet<StepName> =>
    new Set([...steps].filter((step) => !lost.has(stepRules[step].yields)));
  return { ...flow, choices, autoSelected: stay(flow.autoSelected), leapt: stay(flow.leapt) };
}

/** Every choice that rests on the given ones, at first or second hand, and is made after them. */
function restingOn(order: readonly StepName[], choices: readonly Choice[]): ReadonlySet<Choice> {
  const lost = new Set<Choice>();
  const madeHere = order.map((step) => stepRules[step].yields);
  const begun = new Set(choices.filter((choice) => !madeHere.includes(choice)));
  for (const step of order) {
    const { needs, yields } = stepRules[step];
    const rests = [...needs.flat(), ...(restsOn[yields] ?? [])];
    if (rests.some((one) => lost.has(one) || begun.has(one))) lost.add(yields);
    if (choices.includes(yields)) begun.add(yields);
  }
  return lost;
}
