import { expect, test } from "vitest";
import { back, choose, progress, start } from "#renderer/flow/index.ts";
import { branch, order, organization, patient, service } from "./some-choices.ts";

const atService = () => {
  const signedIn = choose(start(order), { patient });
  const alone = choose(signedIn, { organization: organization("o1") }, { isAuto: true });
  return choose(alone, { branch: branch("b1") });
};

test("back passes over a step that chose by itself", () => {
  const first = back(atService());
  expect(first?.at).toBe("branch");
  expect(first && back(first)).toBeNull();
});

test("forward passes over it, too, while what it rests on is the same", () => {
  const twoAlone = choose(atService(), { service: service("s1") }, { isAuto: true });
  const again = back(twoAlone);
  expect(again?.at).toBe("branch");
  expect(again && choose(again, { branch: branch("b1") }).at).toBe("doctor");
});

test("it is looked at again when what it rests on has changed", () => {
  const twoAlone = choose(atService(), { service: service("s1") }, { isAuto: true });
  const again = back(twoAlone);
  expect(again && choose(again, { branch: branch("b2") }).at).toBe("service");
});

test("it counts in no progress", () => {
  expect(progress(atService())).toEqual({ at: 2, of: 8 });
});

test("a choice made by hand afterwards is no longer one made by itself", () => {
  const flow = choose(atService(), { organization: organization("o1") });
  expect(flow.autoSelected.has("organization")).toBe(false);
});
