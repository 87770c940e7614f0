import { describe, expect, test, vi } from "vitest";
import { presets } from "#contract/flow/presets.ts";
import { choose, type Flow, start } from "#renderer/flow/index.ts";
import { organization, slot } from "#tests/flow/some-choices.ts";
import { answered, flowAt, openScreen, session, settle, shown, somebody, ticket } from "./at-screen.ts";
import { chosen, phone, standing } from "./standing.ts";

// The page's language needs a page.
vi.mock("#renderer/i18n/index.ts", () => import("#tests/renderer/state/page-language.ts"));

const at = standing();
const { stand, paths } = at;

describe("a choice", () => {
  test("leads to the next step, and asks the core nothing as long as no time is chosen", () => {
    const { act, calls } = stand(flowAt("organization"), { nearest: true, outdatedConsent: "self" });
    act.pick({ organization: organization("o1") });
    expect(shown()).toMatchObject({ nearest: false, outdatedConsent: null, booking: { state: "idle" } });
    expect(shown().flow?.at).toBe("branch");
    expect(shown().flow?.autoSelected.has("organization")).toBe(false);
    expect(calls).toEqual([]);
  });

  test("made by a list of one entry is known as such, for the way back", () => {
    const { act } = stand(flowAt("organization"));
    act.autoSelect({ organization: organization("o1") });
    expect(shown().flow?.autoSelected.has("organization")).toBe(true);
  });

  test("before there is a flow begins the kiosk's own order", () => {
    const { act } = openScreen();
    act.pick({ patient: somebody });
    expect(shown().flow?.order).toEqual(presets.registratura40);
    expect(shown().flow?.at).toBe("organization");
  });

  test("of an earlier step leads back there, and the lists of nearest times close", () => {
    const { act } = stand(flowAt("consent"), { nearest: true, booking: { state: "checking" } });
    act.goTo("doctor");
    expect(shown()).toMatchObject({ nearest: false, booking: { state: "idle" } });
    expect(shown().flow?.at).toBe("doctor");
  });
});

describe("the rules of the clinic", () => {
  test("are asked as soon as person and time are known, and a yes goes on", async () => {
    const { act, last } = stand(flowAt("time"));
    act.pick({ slot: slot("t1") });
    expect(last()).toMatchObject({ path: "booking.check", input: chosen });
    expect(shown().booking).toEqual({ state: "checking" });
    expect(shown().flow?.at, "the step stays until they have answered").toBe("time");
    act.pick({ slot: slot("t2") });
    expect(at.screen.calls, "a second tap does nothing").toHaveLength(1);
    await last().answer();
    expect(shown().flow?.at).toBe("consent");
    expect(shown().booking).toEqual({ state: "idle" });
  });

  test.each(["RULE_BROKEN", "NOT_FOUND"] as const)(
    "that say no (%s) keep the patient at the time, with the reason",
    async (code) => {
      const { act, last } = stand(flowAt("time"));
      act.pick({ slot: slot("t1") });
      const data = code === "RULE_BROKEN" ? { broken: { rule: "sameDay" } } : {};
      await last().refuse(code, data as never);
      expect(shown().flow?.at).toBe("time");
      expect(shown().booking).toEqual({ state: "failed", failure: { kind: "known", code, data } });
    },
  );

  test("that can't be asked hinder nothing", async () => {
    const { act, last } = stand(flowAt("time"));
    act.pick({ slot: slot("t1") });
    await last().refuse("CENTRAL_AWAY");
    expect(shown().flow?.at).toBe("consent");
    stand(flowAt("time")).act.pick({ slot: slot("t1") });
    await at.screen.last().fail(new Error("connection lost"));
    expect(shown().flow?.at).toBe("consent");
  });

  test("whose answer comes after the patient has gone elsewhere change nothing", async () => {
    const { act, last } = stand(flowAt("time"));
    act.pick({ slot: slot("t1") });
    act.goTo("doctor");
    const before = shown();
    await last().answer();
    expect(shown()).toBe(before);
  });

  test("are not asked again for a time and a person that they have let pass", async () => {
    const { act, calls } = stand(flowAt("consent"));
    act.pick({ consent: { language: "ru", hash: "h", variant: "self" } });
    await settle();
    expect(calls).toEqual([]);
    expect(shown().flow?.at).toBe("phone");
  });

  test("are not asked while nobody knows whom the visit is for", async () => {
    const { act, calls } = stand(flowAt("time", presets.registratura56));
    act.pick({ slot: slot("t1") });
    await settle();
    expect(calls).toEqual([]);
    expect(shown().flow?.at).toBe("consent");
  });

  test("are asked once the person is named, with another person again", async () => {
    const { act, last } = stand(flowAt("person", presets["gosuslugi-spb"]));
    const person = { family: "И", given: "И", patronymic: "", birthDate: "01011980" };
    const identified = act.identify(person);
    expect(last()).toMatchObject({ path: "session.identify", input: { who: "self", person } });
    await last().answer(answered(somebody));
    expect(await identified).toEqual({ ok: true, value: answered(somebody) });
    expect(last()).toMatchObject({ path: "booking.check", input: chosen });
    await last().answer();
    expect(shown().flow).toMatchObject({ at: "consent", choices: { subject: somebody } });
    act.goTo("person");
    void act.identify(person);
    await last().answer(answered({ ...somebody, name: "E. F. Other" }));
    expect(paths().filter((path) => path === "booking.check")).toHaveLength(2);
  });
});

describe("another person", () => {
  const forChild = (): Flow => flowAt("organization", presets.doctor73);

  test("whom the flow forgets is forgotten by the core first", async () => {
    const order = presets.gorzdrav;
    const flow = flowAt("phone", order);
    expect(flow.choices.subject).toBeDefined();
    const { act, last } = stand(flow);
    act.pick({ who: "other" });
    expect(last().path).toBe("session.forSelf");
    expect(shown().flow).toBe(flow);
    await last().answer();
    expect(shown().flow?.choices).toMatchObject({ who: "other" });
    expect(shown().flow?.choices.subject).toBeUndefined();
  });

  test("is not forgotten for a patient who has gone elsewhere before the core has answered", async () => {
    const { act, last } = stand(flowAt("phone", presets.gorzdrav));
    act.pick({ who: "other" });
    const elsewhere = start(presets.registratura40);
    act.goTo("service");
    const before = shown();
    await last().answer();
    expect(shown()).toBe(before);
    expect(shown().flow).not.toBe(elsewhere);
  });

  test("of a booking that is done is forgotten before the next one begins", async () => {
    const done = choose(forChild(), { visit: ticket });
    const { act, last } = stand(done, { booking: { state: "checking" }, printing: { state: "printed" } });
    void act.bookAnother();
    expect(last().path).toBe("session.forSelf");
    await last().answer();
    expect(shown()).toMatchObject({
      view: "flow",
      moving: null,
      booking: { state: "idle" },
      printing: { state: "idle" },
      flow: { order: presets.registratura40, at: "organization", choices: { patient: somebody } },
    });
    expect(Object.keys(shown().flow?.choices ?? {})).toEqual(["patient"]);
  });
});

describe("another booking", () => {
  test("of a patient who booked for oneself asks the core nothing, and keeps the e-mail address", async () => {
    const done = choose(flowAt("phone"), { email: { address: "a@b.example" }, phone, visit: ticket });
    const { act, calls } = stand(done);
    await act.bookAnother();
    expect(calls).toEqual([]);
    expect(shown().flow?.choices).toEqual({ patient: somebody, email: { address: "a@b.example" } });
  });

  test("of somebody who never signed in begins at the first step", async () => {
    const { act } = stand(start(["consent", "done"]));
    await act.bookAnother();
    expect(shown().flow).toMatchObject({ at: "signIn", choices: {} });
  });

  test("is not begun for somebody whose session has ended meanwhile", async () => {
    const { act, last } = stand(choose(flowAt("organization", presets.doctor73), { visit: ticket }));
    void act.bookAnother();
    const asked = last();
    void act.leave("home");
    await asked.answer();
    expect(shown().view).toBe("welcome");
  });
});

test("a refused agreement ends politely, and the core is told", async () => {
  const { act, last } = stand(flowAt("consent"));
  void act.refuseConsent({
    version: "1",
    language: "kk",
    variant: "self",
    title: "",
    paragraphs: [""],
    hash: "h7",
  });
  expect(shown().view).toBe("refused");
  expect(last()).toMatchObject({ path: "booking.refuseConsent", input: { language: "kk", hash: "h7" } });
  await last().answer();
  expect(session().state).toBe("open");
});
