import { describe, expect, test, vi } from "vitest";
import { presets } from "#contract/flow/presets.ts";
import { takeSession } from "#renderer/state/session.ts";
import { card } from "#tests/renderer/world-account.ts";
import { account, atAccount, flowAt, opened, openScreen, shown, somebody } from "./at-screen.ts";

// The page's language needs a page.
vi.mock("#renderer/i18n/index.ts", () => import("#tests/renderer/state/page-language.ts"));

const child = card("card-2", {});

describe("a card that is chosen", () => {
  const person = { ...somebody, name: "A. A. Child" };

  test("books for its person: on the way through the flow", async () => {
    const flow = flowAt("card", presets.doctor73);
    const { act, last } = openScreen({ view: "flow", flow });
    takeSession(opened());
    void act.chooseCard(child);
    expect(last()).toMatchObject({ path: "cards.choose", input: { cardId: "card-2" } });
    expect(account().work).toBe("choosing");
    await last().answer(person);
    expect(shown()).toMatchObject({
      view: "flow",
      flow: { at: "organization", choices: { subject: person, patient: somebody } },
    });
    expect(account()).toMatchObject({ chosen: child, place: { at: "cards" }, work: null });
  });

  test("books for its person: from among the cards, with the kiosk's own order", async () => {
    const { act, last } = atAccount({ at: "card", card: child, tab: "visits" });
    void act.chooseCard(child);
    await last().answer(person);
    expect(shown()).toMatchObject({
      view: "flow",
      wants: "book",
      booking: { state: "idle" },
      printing: { state: "idle" },
      flow: { order: presets.registratura40, choices: { subject: person, patient: somebody } },
    });
    expect(account().chosen).toEqual(child);
  });

  test("and refused says so where it was chosen", async () => {
    const place = { at: "card", card: child, tab: "visits" } as const;
    const { act, last } = atAccount(place);
    void act.chooseCard(child);
    await last().refuse("PATIENT_AMBIGUOUS");
    expect(account()).toMatchObject({ place: { at: "failed", work: "choosing", back: place }, chosen: null });
    expect(shown().view).toBe("account");
  });
});

describe("oneself", () => {
  test("is chosen without a card: the core is told, and the flow goes on", async () => {
    const { act, last } = openScreen({ view: "flow", flow: flowAt("card", presets.doctor73) });
    void act.chooseSelf();
    expect(last().path).toBe("session.forSelf");
    expect(shown().flow?.at).toBe("card");
    await last().answer();
    expect(shown().flow).toMatchObject({ at: "organization", choices: { subject: somebody } });
    expect(account().chosen).toBeNull();
  });

  test("that the core couldn't be told of is chosen again from the list", async () => {
    const { act, last } = openScreen({ view: "flow", flow: flowAt("card", presets.doctor73) });
    void act.chooseSelf();
    await last().fail(new TypeError("Failed to fetch"));
    expect(account().place).toMatchObject({ at: "failed", work: "choosing", back: { at: "cards" } });
  });
});
