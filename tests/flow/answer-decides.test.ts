import { describe, expect, test } from "vitest";
import { presets } from "#contract/flow/presets.ts";
import type { StepName } from "#contract/flow/steps.ts";
import { back, choose, type Flow, forget, isLast, personOf, progress, put } from "#renderer/flow/index.ts";
import { type Answers, answerAt, walkFromStart } from "./patient-on-the-way.ts";

const usual: Answers = { who: "self", way: "district", single: new Set(), signedIn: false };
const steps = (order: readonly StepName[], answers: Partial<Answers>): string =>
  walkFromStart(order, { ...usual, ...answers })
    .before.map(({ at }) => at)
    .join(" ");
const at = (step: StepName, answers: Partial<Answers> = {}, order = presets.gorzdrav): Flow => {
  const { end } = walkFromStart(order, { ...usual, ...answers });
  return { ...end, at: step };
};

const toTime = "organization branch service doctor date time";

describe("gorzdrav", () => {
  test("oneself by district: by name, and nobody signs in", () => {
    expect(steps(presets.gorzdrav, {})).toBe(`who way district ${toTime} person phone consent promise`);
  });

  test("oneself by policy: whoever has signed in needs no name", () => {
    expect(steps(presets.gorzdrav, { way: "policy" })).toBe(`who way signIn ${toTime} phone consent promise`);
  });

  test("another person: by district and by name", () => {
    expect(steps(presets.gorzdrav, { who: "other", way: "policy" })).toBe(
      `who district ${toTime} person phone consent promise`,
    );
  });

  test("whoever has signed in before is not asked for a name, but for another person's", () => {
    expect(steps(presets.gorzdrav, { signedIn: true })).not.toContain("person");
    expect(steps(presets.gorzdrav, { signedIn: true, who: "other" })).toContain("person");
  });

  test("from one's own clinics to the others: the way is taken back, the sign-in stays", () => {
    const flow = choose(at("organization", { way: "policy" }), { way: "district" });
    expect(flow.at).toBe("district");
    expect(flow.choices.organization).toBeUndefined();
    expect(flow.choices.patient).toBeDefined();
    expect(back(flow)?.at).toBe("way");
  });

  test("for another person after all: the name, the agreement and the phone given for oneself are gone", () => {
    const flow = choose(at("who"), { who: "other" });
    expect(flow.at).toBe("district");
    expect(Object.keys(flow.choices).sort()).toEqual(["promise", "who"]);
  });

  test("another name: the agreement and the phone go with the first one, the time stays", () => {
    const flow = choose(at("person"), answerAt("person", usual, 2));
    expect(flow.at).toBe("phone");
    expect(flow.choices.slot).toBeDefined();
    expect(flow.choices.consent).toBeUndefined();
    expect(flow.choices.phone).toBeUndefined();
  });

  test("whom the visit is for is the named one; whoever has signed in only where nobody is named", () => {
    expect(personOf(at("done", { who: "other", signedIn: true }))?.name).toBe("subject 1");
    expect(personOf(at("done", { way: "policy" }))?.name).toBe("patient 1");
    const { before } = walkFromStart(presets.gorzdrav, { ...usual, who: "other", signedIn: true });
    const nobodyYet = before.filter((flow) => personOf(flow) === undefined).map((flow) => flow.at);
    expect(nobodyYet.join(" ")).toBe(`district ${toTime} person`);
  });

  test("a person whom the core has forgotten is asked for again, and only that", () => {
    const flow = forget(at("done"), "subject");
    expect(flow.at).toBe("person");
    expect(flow.choices.slot).toBeDefined();
  });
});

test("registratura56 books with the sign-in at its end", () => {
  const last = at("signIn", {}, presets.registratura56);
  expect(isLast(last)).toBe(true);
  expect(steps(presets.registratura56, {})).toBe(`area ${toTime} consent signIn`);
});

test("registratura56 asks whoever has signed in before for nothing but the agreement", () => {
  expect(steps(presets.registratura56, { signedIn: true })).toBe(`area ${toTime} consent`);
});

test("gosuslugi-spb asks by name at the end, doctor73 for a card at the beginning", () => {
  expect(steps(presets["gosuslugi-spb"], {})).toBe(`district ${toTime} person consent`);
  expect(steps(presets.doctor73, {})).toBe(`signIn card ${toTime} consent`);
});

test("of two steps that yield the same the first one asks, and back passes over the second", () => {
  const order = [
    "district",
    "area",
    "organization",
    "branch",
    "service",
    "doctor",
    "date",
    "time",
    "person",
    "consent",
    "done",
  ] as const;
  const { before } = walkFromStart(order, usual);
  expect(before.map((flow) => flow.at)).not.toContain("area");
  expect(back(before[1] ?? at("done"))?.at).toBe("district");
});

test("the dots leave out what an answer has passed over", () => {
  expect(progress(at("who")).of).toBe(13);
  expect(progress(at("who", { who: "other" })).of).toBe(12);
  expect(progress(at("way", { way: "policy" })).of).toBe(12);
});

test("an e-mail address belongs to whoever types it: it outlives another name", () => {
  const order = presets.gorzdrav.flatMap((step): StepName[] =>
    step === "person" ? [step, "email"] : [step],
  );
  const flow = put(at("person", {}, order), answerAt("person", usual, 2));
  expect(flow.choices.email).toBeDefined();
});
