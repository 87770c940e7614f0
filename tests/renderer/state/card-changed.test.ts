import { describe, expect, test, vi } from "vitest";
import type { KioskErrorCode, KioskErrorData } from "#contract/errors.ts";
import type { Card } from "#contract/patients/cards.ts";
import { useAccount } from "#renderer/state/cards.ts";
import { type CardForm, formOf, newForm } from "#renderer/state/cards-form.ts";
import { card } from "#tests/renderer/world-account.ts";
import { account, atAccount, openScreen, session } from "./at-screen.ts";

// The page's language needs a page.
vi.mock("#renderer/i18n/index.ts", () => import("#tests/renderer/state/page-language.ts"));

const today = "2026-11-20";
const child = card("card-2", {});
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
