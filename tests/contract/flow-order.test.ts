import { expect, test } from "vitest";
import { checkOrder } from "#contract/flow/check-order.ts";
import { presets } from "#contract/flow/presets.ts";

test.each(Object.entries(presets))("the preset %s can be walked", (_name, order) => {
  expect(checkOrder(order)).toBeNull();
});

test("an order that doesn't end with done is refused", () => {
  expect(checkOrder(["signIn", "organization"])).toEqual({ fault: "doesNotEndWithDone" });
});

test("a step that stands twice is refused", () => {
  expect(checkOrder(["signIn", "signIn", "done"])).toEqual({ fault: "twice", step: "signIn" });
});

test("a step before what it needs is refused, with what is missing", () => {
  expect(checkOrder(["signIn", "branch", "organization", "done"])).toEqual({
    fault: "needsEarlier",
    step: "branch",
    missing: ["organization"],
    when: {},
  });
});

test("booking before the agreement is refused", () => {
  const order = presets.registratura40.filter((step) => step !== "consent");
  expect(checkOrder(order)).toEqual({ fault: "needsEarlier", step: "done", missing: ["consent"], when: {} });
});

test("an order that works for one patient and not for another is refused, with the answers that lead there", () => {
  const order = presets.gorzdrav.filter((step) => step !== "person");
  expect(checkOrder(order)).toEqual({
    fault: "needsEarlier",
    step: "done",
    missing: ["patient", "subject"],
    when: { who: "self", way: "district" },
  });
});

test("a card before its holder has signed in is refused", () => {
  expect(checkOrder(["card", "signIn", "done"])).toMatchObject({ step: "card", missing: ["patient"] });
});
