import { beforeEach, describe, expect, test, vi } from "vitest";
import { presets } from "#contract/flow/presets.ts";
import { choose, type Flow, start } from "#renderer/flow/index.ts";
import { organization, slot } from "#tests/flow/some-choices.ts";
import {
  answered,
  flowAt,
  offer,
  openFlow,
  openScreen,
  otherDoctor,
  type Screen,
  session,
  settle,
  shown,
  somebody,
  ticket,
  type untouched,
  withEmail,
} from "./at-screen.ts";
import { language } from "./page-language.ts";

// The page's language needs a page.
vi.mock("#renderer/i18n/index.ts", () => import("#tests/renderer/state/page-language.ts"));

const chosen = {
  scheduleId: "d1",
  slotId: "t1",
  serviceId: "s1",
  branchId: "b1",
  at: { date: "2026-11-23", time: "09:00" },
};
const phone = { kind: "new", digits: "9105412233" } as const;

let at: Screen;
beforeEach(() => {
  at = openScreen();
  language.now = "tt";
});

/** Opens the screens where a signed-in patient stands at a step. */
function stand(flow: Flow, over: Partial<typeof untouched> = {}): Screen {
  at = openFlow({ flow, ...over });
  return at;
}
const paths = (): string[] => at.calls.map(({ path }) => path);

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
    expect(at.calls, "a second tap does nothing").toHaveLength(1);
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
    await at.last().fail(new Error("connection lost"));
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

describe("the answer to the last question books", () => {
  test("what was chosen, with agreement, phone and no e-mail", async () => {
    const { act, last } = stand(flowAt("phone"), { printing: { state: "printed" } });
    act.pick({ phone });
    expect(last()).toMatchObject({
      path: "booking.book",
      input: { ...chosen, consent: { language: "ru", hash: "h" }, phone, email: null },
    });
    expect(shown()).toMatchObject({ booking: { state: "sending" }, printing: { state: "idle" } });
    act.pick({ phone: { kind: "declined" } });
    act.pickOffer(offer);
    act.takeInstead(offer);
    await act.bookOffer(offer);
    await act.book();
    expect(paths(), "what is touched meanwhile does nothing").toEqual(["booking.book"]);
    await last().answer(ticket);
    expect(shown().booking).toEqual({ state: "idle" });
    expect(shown().flow).toMatchObject({ at: "done", choices: { visit: ticket } });
  });

  test("without a phone where the order asks for none, with an address in the language of the screens", async () => {
    const flow = choose(flowAt("email", withEmail), { email: { address: "a@b.example" } });
    stand(flow).act.pick({ consent: { language: "ru", hash: "h2", variant: "self" } });
    expect(at.last().input).toMatchObject({
      consent: { hash: "h2" },
      phone: { kind: "declined" },
      email: { address: "a@b.example", language: "tt" },
    });
  });

  test("and asks no rules of its own beside", async () => {
    const { act } = stand(flowAt("signIn", presets.registratura56));
    const signedIn = act.signIn({
      policy: { kind: "unified", series: "", number: "1" },
      birthDate: "x",
      document: "",
    });
    await at.last().answer(answered(somebody));
    await signedIn;
    expect(paths()).toEqual(["session.signIn", "booking.book"]);
  });

  const refused = async (
    code: Parameters<ReturnType<Screen["last"]>["refuse"]>[0],
    flow = flowAt("phone"),
  ) => {
    stand(flow, { outdatedConsent: null }).act.pick({ phone });
    await at.last().refuse(code);
    return shown();
  };

  test("an agreement that was changed meanwhile is asked anew, and that is said", async () => {
    const { flow, booking, outdatedConsent } = await refused("CONSENT_OUTDATED");
    expect(flow?.at).toBe("consent");
    expect(flow?.choices.consent).toBeUndefined();
    expect([booking, outdatedConsent]).toEqual([{ state: "idle" }, "self"]);
  });

  test("a patient whom the core no longer knows signs in again; the time stays", async () => {
    const { flow, booking, outdatedConsent } = await refused("NOT_SIGNED_IN");
    expect(flow).toMatchObject({ at: "signIn", choices: { slot: { slotId: "t1" } } });
    expect([booking, outdatedConsent]).toEqual([{ state: "idle" }, null]);
  });

  test("a person whom the core no longer knows is named again, and whoever has signed in stays so", async () => {
    const order = presets.doctor73;
    stand(flowAt("consent", order)).act.pick({ consent: { language: "ru", hash: "h", variant: "self" } });
    await at.last().refuse("NOT_SIGNED_IN");
    expect(shown().flow).toMatchObject({ at: "card", choices: { patient: somebody } });
  });

  test("an address that the core refuses is asked again", async () => {
    const flow = choose(flowAt("email", withEmail), { email: { address: "a@b" } });
    stand(flow).act.pick({ consent: { language: "ru", hash: "h", variant: "self" } });
    await at.last().refuse("EMAIL_INVALID", { fault: "EMAIL_INCOMPLETE" });
    expect(shown().flow?.at).toBe("email");
    expect(shown().booking).toEqual({ state: "idle" });
  });

  test("any other refusal is shown over the last step", async () => {
    const { flow, booking } = await refused("BOOKING_CLOSED");
    expect(flow).toMatchObject({ at: "done", choices: { slot: { slotId: "t1" } } });
    expect(booking).toEqual({
      state: "failed",
      failure: { kind: "known", code: "BOOKING_CLOSED", data: {} },
    });
  });

  test("a core that went away meanwhile is a failure, not a success", async () => {
    stand(flowAt("phone")).act.pick({ phone });
    await at.last().fail(new Error("connection lost"));
    expect(shown().booking).toEqual({ state: "failed", failure: { kind: "coreAway" } });
  });

  test("before all is chosen is a fault of the page, not a booking", async () => {
    const { act, calls } = stand(flowAt("consent"));
    await expect(act.book()).rejects.toThrow("booking before all is chosen");
    const early = stand(flowAt("time"));
    await expect(early.act.book()).rejects.toThrow("booking before all is chosen");
    await openScreen().act.book();
    expect(calls).toEqual([]);
  });
});

describe("in place of a time that was lost", () => {
  test("another one is booked with the agreement and the phone that were given", async () => {
    const { act, last } = stand(choose(flowAt("phone"), { phone }), {
      booking: { state: "failed", failure: { kind: "coreAway" } },
    });
    void act.bookOffer(offer);
    expect(last()).toMatchObject({
      path: "booking.book",
      input: {
        scheduleId: "d2",
        slotId: "t9",
        at: { date: "2026-11-24", time: "10:30" },
        consent: { language: "ru", hash: "h" },
        phone,
      },
    });
    expect(shown().flow?.choices.doctor).toEqual({
      scheduleId: "d2",
      name: "C. D. Doctor",
      shortName: "C. D. Doctor",
      position: "",
      room: "14",
    });
  });

  test("another one is taken at the step where its loss was told, and nothing is asked", () => {
    const { act, calls } = stand(flowAt("phone"));
    act.takeInstead(offer);
    expect(shown().flow).toMatchObject({ at: "phone", choices: { slot: { slotId: "t9", time: "10:30" } } });
    expect(calls).toEqual([]);
  });

  test("one of the nearest brings its doctor and day along and goes on behind them", async () => {
    const { act, last } = stand(flowAt("doctor"), { nearest: true });
    act.pickOffer(offer, otherDoctor);
    await last().answer();
    expect(shown()).toMatchObject({
      nearest: false,
      flow: { at: "consent", choices: { doctor: otherDoctor, date: "2026-11-24" } },
    });
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
