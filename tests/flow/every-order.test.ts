import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { presets } from "#contract/flow/presets.ts";
import {
  type Choice,
  type StepName,
  stepNames,
  stepRules,
  wayValues,
  whoValues,
} from "#contract/flow/steps.ts";
import { back, choose, type Flow, isLast, personOf, progress, restsOn } from "#renderer/flow/index.ts";
import { type Answers, answerAt, walkFromStart, walkOn, works } from "./patient-on-the-way.ts";

const lists = stepNames.filter((step) => stepRules[step].choosesAlone);

const anyAnswers: fc.Arbitrary<Answers> = fc.record({
  who: fc.constantFrom(...whoValues),
  way: fc.constantFrom(...wayValues),
  single: fc.subarray(lists).map((steps) => new Set(steps)),
  signedIn: fc.boolean(),
});

/** Orders of a clinic's own: a portal's with steps moved, left out and put in, as far as they can be walked. */
const ownOrder: fc.Arbitrary<readonly StepName[]> = fc
  .tuple(
    fc.constantFrom(...Object.values(presets)),
    fc.array(
      fc.record({
        how: fc.constantFrom("move", "drop", "insert"),
        place: fc.nat(20),
        to: fc.nat(20),
        step: fc.constantFrom(...stepNames),
      }),
      { maxLength: 4 },
    ),
  )
  .map(([preset, changes]) => {
    const steps: StepName[] = preset.filter((step) => step !== "done");
    for (const { how, place, to, step } of changes) {
      const at = place % Math.max(1, steps.length);
      if (how === "drop") steps.splice(at, 1);
      else if (how === "insert" && !steps.includes(step) && step !== "done") steps.splice(at, 0, step);
      else if (how === "move") steps.splice(to % Math.max(1, steps.length), 0, ...steps.splice(at, 1));
    }
    return [...steps, "done"] satisfies StepName[];
  })
  .filter(works);

const anyOrder = fc.oneof(fc.constantFrom(...Object.values(presets)), ownOrder);

const seen = (flows: readonly Flow[]): StepName[] => flows.map(({ at }) => at);
/** The steps that one can go back to: those that chose by themselves and the sign-in are none. */
const returnable = ({ before, end }: ReturnType<typeof walkFromStart>): StepName[] =>
  seen(before).filter((step) => !end.autoSelected.has(step) && step !== "signIn");

/** Everything that rests on a choice, at first or second hand, where it is asked after what it rests on. */
function restingOn(order: readonly StepName[], changed: Choice): ReadonlySet<Choice> {
  const asked = (choice: Choice): number => order.findIndex((step) => stepRules[step].yields === choice);
  const restsAt = (step: StepName, one: Choice): boolean => {
    const { yields, needs } = stepRules[step];
    return [...needs.flat(), ...(restsOn[yields] ?? [])].includes(one) && asked(one) < order.indexOf(step);
  };
  const direct = order.filter((step) => restsAt(step, changed)).map((step) => stepRules[step].yields);
  return new Set(direct.flatMap((choice) => [choice, ...restingOn(order, choice)]));
}

describe("whatever a patient answers, in any order that the configuration accepts", () => {
  test("the way leads to the end, and nothing is asked twice", () => {
    fc.assert(
      fc.property(anyOrder, anyAnswers, (order, answers) => {
        const { before, end } = walkFromStart(order, answers);
        const yielded = seen(before).map((step) => stepRules[step].yields);
        expect(new Set(yielded).size).toBe(yielded.length);
        expect(end.at).toBe("done");
        expect(personOf(end)).toBeDefined();
        expect(end.choices).toMatchObject({ service: {}, slot: {}, consent: {} });
      }),
    );
  });

  test("back returns to every step that was asked, in turn, and keeps every choice", () => {
    fc.assert(
      fc.property(anyOrder, anyAnswers, (order, answers) => {
        const walked = walkFromStart(order, answers);
        const returned: StepName[] = [];
        for (let flow = back(walked.end); flow !== null; flow = back(flow)) {
          returned.push(flow.at);
          expect(flow.choices).toEqual(walked.end.choices);
        }
        expect(returned).toEqual(returnable(walked).reverse());
      }),
    );
  });

  test("the same answer again forgets nothing and leads to the same next step", () => {
    fc.assert(
      fc.property(anyOrder, anyAnswers, fc.nat(20), (order, answers, pick) => {
        const walked = walkFromStart(order, answers);
        const steps = returnable(walked);
        const step = steps[pick % steps.length];
        fc.pre(step !== undefined);
        const then = choose({ ...walked.end, at: step }, answerAt(step, answers, 1));
        expect(then.choices).toEqual(walked.end.choices);
        const place = seen(walked.before).indexOf(step);
        const next = seen(walked.before)
          .slice(place + 1)
          .find((later) => !walked.end.autoSelected.has(later) && later !== "signIn" && later !== "consent");
        expect(then.at).toBe(next ?? "done");
      }),
    );
  });

  test("another answer forgets exactly what rests on it, and the way leads to the end again", () => {
    fc.assert(
      fc.property(anyOrder, anyAnswers, fc.nat(20), (order, answers, pick) => {
        const walked = walkFromStart(order, answers);
        const steps = returnable(walked).filter((step) => step !== "promise");
        const step = steps[pick % steps.length];
        fc.pre(step !== undefined);
        const { yields } = stepRules[step];
        const other: Answers = {
          ...answers,
          who: step === "who" && answers.who === "self" ? "other" : step === "who" ? "self" : answers.who,
          way:
            step === "way" && answers.way === "district"
              ? "policy"
              : step === "way"
                ? "district"
                : answers.way,
        };
        const then = choose({ ...walked.end, at: step }, answerAt(step, other, 2));
        const lost = restingOn(order, yields);
        const kept = Object.keys(walked.end.choices).filter((choice) => !lost.has(choice as Choice));
        expect(Object.keys(then.choices).sort()).toEqual(kept.sort());

        const { before, end } = walkOn(then, other, 2);
        const asked = seen(before).map((later) => stepRules[later].yields);
        expect(new Set(asked).size).toBe(asked.length);
        expect(end.choices).toMatchObject({ service: {}, slot: {}, consent: {} });
        expect(personOf(end)).toBeDefined();
      }),
    );
  });

  test("only the last question says that its answer books", () => {
    fc.assert(
      fc.property(anyOrder, anyAnswers, (order, answers) => {
        const { before } = walkFromStart(order, { ...answers, single: new Set() });
        expect(before.map(isLast)).toEqual(before.map((_, place) => place === before.length - 1));
      }),
    );
  });

  test("the place on the way grows by one with every question, and stays within the way", () => {
    fc.assert(
      fc.property(anyOrder, anyAnswers, (order, answers) => {
        const shown = walkFromStart(order, answers)
          .before.filter(({ at }) => !answers.single.has(at))
          .map(progress);
        // A sign-in that comes first is behind whoever has signed in before.
        const begins = answers.signedIn && order[0] === "signIn" ? 1 : 0;
        expect(shown.map(({ at }) => at)).toEqual(shown.map((_, place) => begins + place));
        for (const { at, of } of shown) expect(at).toBeLessThan(of);
      }),
    );
  });
});
