import { describe, expect, test, vi } from "vitest";
import { presets } from "#contract/flow/presets.ts";
import type { Message } from "#contract/patients/message.ts";
import { useAccount } from "#renderer/state/cards.ts";
import { formOf, newForm } from "#renderer/state/cards-form.ts";
import { takeSession } from "#renderer/state/session.ts";
import { card } from "#tests/renderer/world-account.ts";
import {
  account,
  atAccount,
  flowAt,
  opened,
  openScreen,
  shown,
  somebody,
  untouched,
  visit,
} from "./at-screen.ts";

// The page's language needs a page.
vi.mock("#renderer/i18n/index.ts", () => import("#tests/renderer/state/page-language.ts"));

const child = card("card-2", {});
const message: Message = {
  id: "m1",
  sent: { date: "2026-11-20", time: "08:05" },
  from: "Clinic",
  text: "Text",
  about: "A. B.",
};

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
