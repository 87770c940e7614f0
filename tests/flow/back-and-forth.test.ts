import { expect, test } from "vitest";
import { back, choose, progress, returnTo, start } from "#renderer/flow/index.ts";
import { atPhone, consent, order, organization, patient, slot } from "./some-choices.ts";

test("a flow walks its steps in the order of the configuration", () => {
  expect(start(order).at).toBe("signIn");
  expect(choose(start(order), { patient }).at).toBe("organization");
  expect(atPhone().at).toBe("phone");
});

test("going back keeps every choice", () => {
  const time = back(back(atPhone()) ?? atPhone());
  expect(time?.at).toBe("time");
  expect(time?.choices).toEqual(atPhone().choices);
});

test("going back from the first list ends the way: nobody signs in twice", () => {
  const flow = choose(start(order), { patient });
  expect(back(flow)).toBeNull();
});

test("there is nothing before the first step", () => {
  expect(back(start(order))).toBeNull();
});

test("a patient who is known already starts behind the sign-in", () => {
  expect(start(order, { patient }).at).toBe("organization");
});

test("the agreement that was given is not asked again after another time is chosen", () => {
  const flow = choose(returnTo(atPhone(), "time"), { slot: slot("t2") });
  expect(flow.at).toBe("phone");
  expect(flow.choices.consent).toEqual(consent);
});

test("the agreement can still be looked at by going back", () => {
  expect(back(atPhone())?.at).toBe("consent");
});

test("returning goes only back, never over steps that were not answered", () => {
  const flow = choose(choose(start(order), { patient }), { organization: organization("o1") });
  expect(returnTo(flow, "time").at).toBe("branch");
  expect(returnTo(flow, "organization").at).toBe("organization");
});

test("a sign-in that stands late in the order is asked where it stands", () => {
  const late = [
    "organization",
    "branch",
    "service",
    "doctor",
    "date",
    "time",
    "consent",
    "signIn",
    "done",
  ] as const;
  expect(start(late).at).toBe("organization");
});

test("progress counts the steps that the patient walks, without the last screen", () => {
  expect(progress(start(order))).toEqual({ at: 0, of: 9 });
  expect(progress(atPhone())).toEqual({ at: 8, of: 9 });
});

test("who is known already is at the same place as who has just signed in", () => {
  expect(progress(start(order, { patient }))).toEqual(progress(choose(start(order), { patient })));
  expect(progress(start(order, { patient }))).toEqual({ at: 1, of: 9 });
});

test("a later sign-in that nobody is asked any more is no step of the way", () => {
  const late = ["organization", "branch", "signIn", "done"] as const;
  expect(progress(start(late, { patient }))).toEqual({ at: 0, of: 2 });
});
