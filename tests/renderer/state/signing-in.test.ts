import { describe, expect, test, vi } from "vitest";
import { presets } from "#contract/flow/presets.ts";
import { choose, start } from "#renderer/flow/index.ts";
import { answered, flowAt, openFlow, openScreen, shown, somebody, untouched } from "./at-screen.ts";

// The page's language needs a page.
vi.mock("#renderer/i18n/index.ts", () => import("#tests/renderer/state/page-language.ts"));

describe("signing in", () => {
  const typed = {
    policy: { kind: "unified", series: "", number: "1" },
    birthDate: "07031985",
    document: "",
    name: null,
  } as const;

  test("goes on with the flow, and answers what the core said", async () => {
    const { act, last } = openFlow({ flow: start(presets.registratura40) });
    const signedIn = act.signIn(typed);
    expect(last()).toMatchObject({ path: "session.signIn", input: typed });
    await last().answer(answered(somebody));
    expect(await signedIn).toEqual({ ok: true, value: answered(somebody) });
    expect(shown()).toMatchObject({
      view: "flow",
      flow: { at: "organization", choices: { patient: somebody } },
    });
  });

  test("that is refused stays where it was", async () => {
    const { act, last } = openFlow({ flow: start(presets.registratura40) });
    const before = shown();
    const signedIn = act.signIn(typed);
    await last().refuse("PATIENT_NOT_FOUND");
    expect(await signedIn).toMatchObject({ ok: false, failure: { code: "PATIENT_NOT_FOUND" } });
    expect(shown()).toBe(before);
  });

  test("that needs the name asks for it, once, and back leads to the policy", async () => {
    const { act, last } = openFlow({ flow: start(presets.registratura40) });
    void act.signIn(typed);
    await last().refuse("NAME_NEEDED");
    expect(shown()).toMatchObject({ asksName: true, flow: { at: "signIn" } });
    act.goBack();
    expect(shown()).toMatchObject({ view: "flow", asksName: false, flow: { at: "signIn" } });
    void act.signIn({ ...typed, name: { family: "И", given: "И", patronymic: "" } });
    expect(last()).toMatchObject({ input: { name: { family: "И" } } });
    await last().answer(answered(somebody));
    expect(shown()).toMatchObject({ asksName: false, flow: { at: "organization" } });
  });

  test("that needs the name asks nobody who has come since", async () => {
    const { act, last } = openFlow({ flow: start(presets.registratura40) });
    void act.signIn(typed);
    const mine = last();
    act.clear();
    await mine.refuse("NAME_NEEDED");
    expect(shown().asksName).toBe(false);
  });

  test.each([
    ["visits", "visits"],
    ["account", "account"],
  ] as const)("of somebody who came for %s leads there", async (wants, view) => {
    const { act, last } = openFlow({ flow: start(["signIn"]), wants });
    void act.signIn(typed);
    await last().answer(answered(somebody));
    expect(shown().view).toBe(view);
    expect(shown().flow?.choices.patient).toEqual(somebody);
  });

  test("that names another person asks for whom the patient said", async () => {
    const flow = choose(flowAt("who", presets.gorzdrav), { who: "other" });
    const { act, last } = openFlow({ flow: { ...flow, at: "person" } });
    void act.identify({ family: "И", given: "И", patronymic: "", birthDate: "01011980" });
    expect(last().input).toMatchObject({ who: "other" });
    const before = shown();
    await last().refuse("PATIENT_NOT_FOUND");
    expect(shown().flow).toBe(before.flow);
  });

  test("before there is a flow leads nowhere", async () => {
    const { act, last } = openScreen();
    void act.signIn(typed);
    await last().answer(answered(somebody));
    void act.identify({ family: "И", given: "И", patronymic: "", birthDate: "01011980" });
    expect(last().input).toMatchObject({ who: "self" });
    await last().answer(answered(somebody));
    expect(shown()).toEqual(untouched);
  });
});
