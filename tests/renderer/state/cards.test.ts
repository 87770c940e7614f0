import { describe, expect, test, vi } from "vitest";
import type { KioskErrorCode, KioskErrorData } from "#contract/errors.ts";
import { presets } from "#contract/flow/presets.ts";
import type { Card } from "#contract/patients/cards.ts";
import type { Message } from "#contract/patients/message.ts";

import { useAccount } from "#renderer/state/cards.ts";
import { type CardForm, formOf, newForm } from "#renderer/state/cards-form.ts";
import { takeSession } from "#renderer/state/session.ts";
import { card } from "#tests/renderer/world-account.ts";
import {
  account,
  atAccount,
  flowAt,
  opened,
  openScreen,
  session,
  shown,
  somebody,
  untouched,
  visit,
} from "./at-screen.ts";

// The page's language needs a page.
vi.mock("#renderer/i18n/index.ts", () => import("#tests/renderer/state/page-language.ts"));

const today = "2026-11-20";
const child = card("card-2", {});
const message: Message = {
  id: "m1",
  sent: { date: today, time: "08:05" },
  from: "Clinic",
  text: "Text",
  about: "A. B.",
};
const agreed = { language: "ru", hash: "h" };

/** A form with everything that a card needs. */
const filled = (over: Partial<CardForm> = {}): CardForm => ({
  ...newForm("child"),
  page: "agreement",
  checked: true,
  sex: "female",
  typed: {
    family: "Петрова",
    given: "Анна",
    patronymic: "Ивановна",
    birthDate: "12042016",
    series: "",
    number: "5388789769000455",
    snils: "",
    phone: "",
  },
  ...over,
});

describe("the cards", () => {
  test("are asked for with a sign-in, and shown at once to whoever has signed in", async () => {
    const { act, last } = openScreen({ endedBy: "idle" });
    void act.beginAccount();
    expect(last().path).toBe("session.start");
    await last().answer(opened(null));
    expect(shown()).toMatchObject({
      view: "flow",
      wants: "account",
      endedBy: null,
      flow: { at: "signIn", choices: {} },
    });
    const known = openScreen({ printing: { state: "printed" }, booking: { state: "checking" } });
    takeSession(opened());
    useAccount.setState({ visitsOf: child, news: "removed", removing: child });
    await known.act.beginAccount();
    expect(shown()).toMatchObject({
      view: "account",
      moving: null,
      booking: { state: "idle" },
      printing: { state: "idle" },
      flow: { choices: { patient: somebody } },
    });
    expect(account()).toMatchObject({ place: { at: "cards" }, visitsOf: null, news: null, removing: null });
  });

  test("are not shown where no session was to be had, over a flow, or to nobody", async () => {
    const { act, last } = openScreen();
    void act.beginAccount();
    await last().fail(new Error("connection lost"));
    expect(shown()).toEqual(untouched);
    act.toAccount();
    expect(shown()).toEqual(untouched);
    const begun = openScreen({ view: "flow", flow: flowAt("doctor") });
    takeSession(opened());
    const before = shown();
    await begun.act.beginAccount();
    expect(shown()).toBe(before);
  });

  test("lead to each other's places", () => {
    const { act } = atAccount();
    const places: [() => void, unknown][] = [
      [act.toMessages, { at: "messages" }],
      [() => act.openMessage(message), { at: "message", message }],
      [() => act.openCard(child, "visits"), { at: "card", card: child, tab: "visits" }],
      [act.newCard, { at: "whom" }],
      [act.newSelfCard, { at: "self" }],
      [() => act.typeCard("other"), { at: "form", form: newForm("other") }],
      [() => act.changeCard(child), { at: "form", form: formOf(child) }],
      [act.refuseCard, { at: "refused" }],
      [act.toCards, { at: "cards" }],
    ];
    for (const [touch, place] of places) {
      useAccount.setState({ news: "changed", removing: child });
      touch();
      expect(account()).toMatchObject({ place, work: null, news: null, removing: null });
    }
  });

  test("show a visit of their person's as one's own", () => {
    const { act } = atAccount();
    act.openCardVisit(child, visit);
    expect(shown()).toMatchObject({
      view: "visits",
      visitsPanel: { state: "visit", visit },
      printing: { state: "idle" },
    });
    expect(account().visitsOf).toEqual(child);
  });
});

describe("one step back", () => {
  const form = newForm("child");
  test.each<[string, ReturnType<typeof account>["place"], unknown]>([
    ["a message", { at: "message", message }, { at: "messages" }],
    ["a card", { at: "card", card: child, tab: "visits" }, { at: "cards" }],
    ["whom a card is for", { at: "whom" }, { at: "cards" }],
    ["a card that was added", { at: "added", card: child }, { at: "cards" }],
    ["a refused agreement", { at: "refused" }, { at: "cards" }],
    ["one's own card", { at: "self" }, { at: "whom" }],
    [
      "a failure",
      { at: "failed", work: "adding", failure: { kind: "coreAway" }, back: { at: "form", form } },
      { at: "form", form },
    ],
    ["the first page of a new card", { at: "form", form }, { at: "whom" }],
    [
      "a card that is changed",
      { at: "form", form: formOf(child) },
      { at: "card", card: child, tab: "attachments" },
    ],
  ])("from %s", (_from, place, before) => {
    const { act } = atAccount(place);
    expect(act.cardsBack()).toBe(true);
    expect(account().place).toEqual(before);
  });

  test("from a further page of the form goes a page back", () => {
    const { act } = atAccount({ at: "form", form: { ...form, page: "birth" } });
    expect(act.cardsBack()).toBe(true);
    expect(account().place).toMatchObject({ at: "form", form: { page: "name" } });
  });

  test.each(["cards", "messages"] as const)("from %s leaves", (at) => {
    expect(atAccount({ at }).act.cardsBack()).toBe(false);
  });

  test("waits for what is on its way, and closes a question first", () => {
    const { act } = atAccount({ at: "whom" });
    useAccount.setState({ work: "adding" });
    expect(act.cardsBack()).toBe(true);
    expect(account().place).toEqual({ at: "whom" });
    useAccount.setState({ work: null, removing: child });
    expect(act.cardsBack()).toBe(true);
    expect(account()).toMatchObject({ place: { at: "whom" }, removing: null });
  });

  test("is the cards' only while they are on the screen", () => {
    const { act } = openScreen({ view: "flow", flow: flowAt("doctor") });
    useAccount.setState({ place: { at: "whom" } });
    expect(act.cardsBack()).toBe(false);
    expect(openScreen().act.cardsBack()).toBe(false);
    const choosing = openScreen({ view: "flow", flow: flowAt("card", presets.doctor73) });
    useAccount.setState({ place: { at: "whom" } });
    expect(choosing.act.cardsBack()).toBe(true);
  });
});

describe("a form", () => {
  test("is filled where it is on the screen, and not while it is sent", () => {
    const { act } = atAccount({ at: "form", form: newForm("child") });
    act.fill((form) => ({ ...form, sex: "male" }));
    expect(account().place).toMatchObject({ at: "form", form: { sex: "male" } });
    useAccount.setState({ work: "adding" });
    act.fill((form) => ({ ...form, sex: "female" }));
    expect(account().place).toMatchObject({ form: { sex: "male" } });
    useAccount.setState({ work: null, place: { at: "cards" } });
    act.fill((form) => ({ ...form, sex: "female" }));
    expect(account().place).toEqual({ at: "cards" });
  });

  test("is sent once, with the agreement, and its card shown", async () => {
    const form = filled();
    const { act, calls, last } = atAccount({ at: "form", form });
    useAccount.setState({ news: "removed", removing: child });
    void act.addCard(form, agreed);
    void act.addCard(form, agreed);
    void act.removeCard(child);
    expect(calls).toHaveLength(1);
    expect(last()).toMatchObject({
      path: "cards.add",
      input: { family: "Петрова", relation: "child", sex: "female", consent: agreed },
    });
    expect(account()).toMatchObject({ work: "adding", news: null, removing: null });
    await last().answer(child);
    expect(account()).toMatchObject({ work: null, place: { at: "added", card: child } });
  });

  test("that lacks something isn't sent", async () => {
    const { act, calls } = atAccount();
    await act.addCard(filled({ sex: null }), agreed);
    expect(calls).toEqual([]);
  });

  test.each<[string, [KioskErrorCode, unknown], object]>([
    [
      "NAME_INVALID",
      ["NAME_INVALID", { field: "given", fault: "NAME_TOO_LONG" }],
      { page: "name", field: "given", told: { given: "NAME_TOO_LONG" } },
    ],
    [
      "BIRTH_DATE_INVALID",
      ["BIRTH_DATE_INVALID", { fault: "BIRTH_DATE_FUTURE" }],
      { page: "birth", told: { birthDate: "BIRTH_DATE_FUTURE" } },
    ],
    [
      "POLICY_INVALID",
      ["POLICY_INVALID", { fault: "POLICY_CHECK_DIGIT" }],
      { page: "numbers", field: "number", told: { number: "POLICY_CHECK_DIGIT" } },
    ],
    [
      "SNILS_INVALID",
      ["SNILS_INVALID", { fault: "SNILS_CHECK" }],
      { page: "numbers", field: "snils", told: { snils: "SNILS_CHECK" } },
    ],
    [
      "CARD_NUMBERS_MISSING",
      ["CARD_NUMBERS_MISSING", {}],
      { page: "numbers", told: { numbers: "CARD_NUMBERS_MISSING" } },
    ],
  ])(
    "that the central API refuses for one field (%s) opens at that field",
    async (_code, [code, data], form) => {
      const { act, last } = atAccount();
      void act.addCard(filled(), agreed);
      await last().refuse(code, data as KioskErrorData<KioskErrorCode>);
      expect(account()).toMatchObject({ work: null, place: { at: "form", form: { ...form, strict: true } } });
    },
  );

  test("that is refused as a whole, or gets no answer, leads to a face with a way back to all that was typed", async () => {
    const form = filled();
    const { act, last } = atAccount();
    void act.addCard(form, agreed);
    await last().refuse("CARD_EXISTS");
    expect(account().place).toMatchObject({
      at: "failed",
      work: "adding",
      failure: { code: "CARD_EXISTS" },
      back: { at: "form", form },
    });
    void act.addCard(form, agreed);
    await last().fail(new Error("connection lost"));
    expect(account().place).toMatchObject({ at: "failed", failure: { kind: "coreAway" } });
  });

  test("answered after the patient has left brings nothing back", async () => {
    const { act, last } = atAccount();
    void act.addCard(filled(), agreed);
    const asked = last();
    void act.leave("home");
    await asked.answer(child);
    expect(account().place).toEqual({ at: "cards" });
    expect(session().state).toBe("none");
    const second = atAccount();
    void second.act.addCard(filled(), agreed);
    const failing = second.last();
    void second.act.leave("home");
    await failing.refuse("CARD_EXISTS");
    expect(account().place).toEqual({ at: "cards" });
  });

  test("of nobody brings nothing either", async () => {
    const { act, last } = openScreen();
    void act.addCard(filled(), agreed);
    await last().answer(child);
    expect(account().place).toEqual({ at: "cards" });
  });
});

describe("a card that is changed", () => {
  const changed = { ...formOf(child), typed: { ...formOf(child).typed, family: "Сидорова" } };

  test("is sent with the numbers that it keeps, and shown with word of it", async () => {
    const { act, last } = atAccount();
    void act.saveCard(changed, today);
    expect(last()).toMatchObject({
      path: "cards.change",
      input: {
        cardId: "card-2",
        card: { family: "Сидорова", given: "Анна", policy: null },
        keep: ["policy", "snils", "phone"],
      },
    });
    expect(account().work).toBe("changing");
    const after: Card = { ...child, family: "Сидорова" };
    await last().answer(after);
    expect(account()).toMatchObject({
      place: { at: "card", card: after, tab: "attachments" },
      news: "changed",
      work: null,
    });
  });

  test("with a fault is not sent, and opens at it", async () => {
    const { act, calls } = atAccount();
    await act.saveCard({ ...changed, sex: null }, today);
    expect(calls).toEqual([]);
    expect(account().place).toMatchObject({ at: "form", form: { page: "birth", strict: true } });
  });

  test("that was never made isn't sent", async () => {
    const { act, calls } = atAccount();
    await act.saveCard(filled({ page: "check" }), today);
    expect(calls).toEqual([]);
  });

  test("that is refused says so, with the way back", async () => {
    const { act, last } = atAccount();
    void act.saveCard(changed, today);
    await last().refuse("CARD_CHANGED");
    expect(account().place).toMatchObject({
      at: "failed",
      work: "changing",
      back: { at: "form", form: changed },
    });
    expect(account().news).toBeNull();
  });
});

describe("a card that is deleted", () => {
  test("is asked about; a no keeps it", () => {
    const { act, calls } = atAccount();
    useAccount.setState({ news: "changed" });
    act.askRemove(child);
    expect(account()).toMatchObject({ removing: child, news: null });
    act.keepCard();
    expect(account().removing).toBeNull();
    expect(calls).toEqual([]);
  });

  test("is gone from the list, which is read again, with word of it", async () => {
    const { act, last } = atAccount({ at: "card", card: child, tab: "visits" });
    act.askRemove(child);
    void act.removeCard(child);
    expect(last()).toMatchObject({ path: "cards.remove", input: { cardId: "card-2" } });
    expect(account()).toMatchObject({ work: "removing", removing: null });
    await last().answer();
    expect(account()).toMatchObject({ place: { at: "cards" }, news: "removed", work: null });
  });

  test("and could not be, says so", async () => {
    const { act, last } = atAccount();
    void act.removeCard(child);
    await last().refuse("CENTRAL_AWAY");
    expect(account()).toMatchObject({
      place: { at: "failed", work: "removing", back: { at: "cards" } },
      news: null,
    });
  });
});

describe("one's own card", () => {
  test("is added from the register", async () => {
    const { act, last } = atAccount({ at: "self" });
    void act.addSelf(agreed);
    expect(last()).toMatchObject({ path: "cards.addSelf", input: { consent: agreed } });
    expect(account().work).toBe("adding");
    await last().answer(child);
    expect(account().place).toEqual({ at: "added", card: child });
  });

  test("that could not be added leads back there", async () => {
    const { act, last } = atAccount({ at: "self" });
    void act.addSelf(agreed);
    await last().refuse("CARD_EXISTS");
    expect(account().place).toMatchObject({ at: "failed", work: "adding", back: { at: "self" } });
  });
});
