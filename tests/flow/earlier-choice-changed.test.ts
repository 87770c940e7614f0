import { expect, test } from "vitest";
import { choose, forget, put, returnTo } from "#renderer/flow/index.ts";
import { atPhone, branch, doctor, organization, patient, slot } from "./some-choices.ts";

test("another doctor forgets the day and the time, and nothing before", () => {
  const flow = choose(returnTo(atPhone(), "doctor"), { doctor: doctor("d2") });
  expect(flow.at).toBe("date");
  expect(Object.keys(flow.choices).sort()).toEqual([
    "branch",
    "consent",
    "doctor",
    "organization",
    "patient",
    "service",
  ]);
});

test("another clinic forgets all that was chosen in the first one", () => {
  const flow = choose(returnTo(atPhone(), "organization"), { organization: organization("o2") });
  expect(Object.keys(flow.choices).sort()).toEqual(["consent", "organization", "patient"]);
});

test("the same clinic again forgets nothing, even when its data came anew", () => {
  const renamed = { ...organization("o1"), name: "renamed" };
  const flow = choose(returnTo(atPhone(), "organization"), { organization: renamed });
  expect(flow.at).toBe("branch");
  expect(flow.choices).toEqual({ ...atPhone().choices, organization: renamed });
});

test("another branch forgets services that were chosen by themselves, so that they are looked at again", () => {
  const alone = { ...atPhone(), autoSelected: new Set(["service"] as const) };
  const flow = choose(returnTo(alone, "branch"), { branch: branch("b2") });
  expect(flow.at).toBe("service");
  expect(flow.autoSelected.size).toBe(0);
});

test("a nearest time chooses doctor, day and time at once and goes on behind them", () => {
  const flow = choose(returnTo(forget(atPhone(), "consent"), "doctor"), {
    doctor: doctor("d2"),
    date: "2026-11-24",
    slot: slot("t9"),
  });
  expect(flow.at).toBe("consent");
  expect(flow.choices.slot?.slotId).toBe("t9");
});

test("a lost time is replaced in place: the agreement and the phone stay", () => {
  const withPhone = put(atPhone(), { phone: { kind: "declined" } });
  const flow = put(withPhone, { doctor: doctor("d2"), date: "2026-11-24", slot: slot("t9") });
  expect(flow.at).toBe("phone");
  expect(flow.choices).toMatchObject({
    phone: { kind: "declined" },
    consent: { hash: "h" },
    slot: { slotId: "t9" },
  });
});

test("an agreement that is out of date is asked again, and the time stays", () => {
  const flow = forget(atPhone(), "consent");
  expect(flow.at).toBe("consent");
  expect(flow.choices.slot?.slotId).toBe("t1");
});

test("a patient who must sign in again loses only what hangs on the patient", () => {
  const flow = forget(put(atPhone(), { phone: { kind: "declined" } }), "patient");
  expect(flow.at).toBe("signIn");
  expect(flow.choices.phone).toBeUndefined();
  expect(choose(flow, { patient }).choices.slot?.slotId).toBe("t1");
});
