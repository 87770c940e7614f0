import { describe, expect, test, vi } from "vitest";
import { presets } from "#contract/flow/presets.ts";
import { choose } from "#renderer/flow/index.ts";
import {
  answered,
  flowAt,
  offer,
  openScreen,
  otherDoctor,
  type Screen,
  shown,
  somebody,
  ticket,
  withEmail,
} from "./at-screen.ts";
import { chosen, phone, standing } from "./standing.ts";

// The page's language needs a page.
vi.mock("#renderer/i18n/index.ts", () => import("#tests/renderer/state/page-language.ts"));

const at = standing();
const { stand, paths } = at;

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
    expect(at.screen.last().input).toMatchObject({
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
      name: null,
    });
    await at.screen.last().answer(answered(somebody));
    await signedIn;
    expect(paths()).toEqual(["session.signIn", "booking.book"]);
  });

  const refused = async (
    code: Parameters<ReturnType<Screen["last"]>["refuse"]>[0],
    flow = flowAt("phone"),
  ) => {
    stand(flow, { outdatedConsent: null }).act.pick({ phone });
    await at.screen.last().refuse(code);
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
    await at.screen.last().refuse("NOT_SIGNED_IN");
    expect(shown().flow).toMatchObject({ at: "card", choices: { patient: somebody } });
  });

  test("an address that the core refuses is asked again", async () => {
    const flow = choose(flowAt("email", withEmail), { email: { address: "a@b" } });
    stand(flow).act.pick({ consent: { language: "ru", hash: "h", variant: "self" } });
    await at.screen.last().refuse("EMAIL_INVALID", { fault: "EMAIL_INCOMPLETE" });
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
    await at.screen.last().fail(new Error("connection lost"));
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
