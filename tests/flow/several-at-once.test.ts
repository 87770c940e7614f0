import { expect, test } from "vitest";
import { presets } from "#contract/flow/presets.ts";
import { back, choose, firstAskedOf, progress, start } from "#renderer/flow/index.ts";
import { branch, doctor, order, organization, patient, service, slot } from "./some-choices.ts";

const signedIn = choose(start(order), { patient });
const here = { organization: organization("o1"), branch: branch("b1") };
const time = { doctor: doctor("d1"), date: "2026-11-23", slot: slot("t1") };

test("a place and its branch in one touch lead to the services, and back returns to where that was touched", () => {
  const flow = choose(signedIn, here);
  expect(flow.at).toBe("service");
  expect(back(flow)?.at).toBe("organization");
});

test("a time on a doctor's row leads on behind day and time, and back returns to the doctors", () => {
  const flow = choose(choose(choose(signedIn, here), { service: service("s1") }), time);
  expect(flow.at).toBe("consent");
  expect(back(flow)?.at).toBe("doctor");
});

test("steps that nobody has seen count for nothing on the way", () => {
  const flow = choose(choose(choose(signedIn, here), { service: service("s1") }), time);
  expect(progress(flow)).toEqual({ at: 4, of: 6 });
});

test("the same clinic from the list after that asks for the branch", () => {
  const again = back(choose(signedIn, here));
  expect(again && choose(again, { organization: organization("o1") }).at).toBe("branch");
});

test("a step that is looked at after all is one that back returns to", () => {
  const leapt = choose(choose(choose(signedIn, here), { service: service("s1") }), time);
  const atTime = { ...leapt, at: "time" } as const;
  expect(progress(atTime)).toEqual({ at: 4, of: 7 });
  expect(back(choose(atTime, { slot: slot("t2") }))?.at).toBe("time");
});

test("another place forgets what was chosen with the former", () => {
  const flow = choose(choose(signedIn, here), { organization: organization("o2") });
  expect(flow.leapt.has("branch")).toBe(false);
  expect(flow.at).toBe("branch");
});

test("a district in the order is answered by the place's own", () => {
  const flow = choose(start(presets["gosuslugi-spb"]), { area: { by: "district", name: "North" }, ...here });
  expect(flow.at).toBe("service");
  expect(back(flow)?.at).toBe("district");
});

test("the first place that is asked for is the one that doesn't choose by itself", () => {
  const places = ["district", "area", "organization"] as const;
  const flow = start(presets["gosuslugi-spb"]);
  expect(firstAskedOf(flow, places)).toBe("district");
  const alone = choose(flow, { area: { by: "district", name: "North" } }, { isAuto: true });
  expect(firstAskedOf(alone, places)).toBe("organization");
});
