import { describe, expect, test, vi } from "vitest";
import { presets } from "#contract/flow/presets.ts";
import { choose } from "#renderer/flow/index.ts";
import { useAccount } from "#renderer/state/cards.ts";
import type { VisitState } from "#renderer/state/visit.ts";
import { service } from "#tests/flow/some-choices.ts";
import { card } from "#tests/renderer/world-account.ts";
import {
  account,
  answered,
  flowAt,
  opened,
  openFlow,
  type Screen,
  session,
  settle,
  shown,
  somebody,
} from "./at-screen.ts";
import { language } from "./page-language.ts";

// The page's language needs a page.
vi.mock("#renderer/i18n/index.ts", () => import("#tests/renderer/state/page-language.ts"));

function stand(over: Partial<VisitState>): Screen {
  language.now = "kk";
  return openFlow(over);
}
const closed = { rule: "tooOld", age: 17 } as const;
const child = { ...somebody, name: "A Child", phones: [] };

describe("a child in the place of an adult who met a service for children", () => {
  test("signs in with its own policy: the clinic and the service that was touched are kept, and nothing personal", async () => {
    const { act, calls, last } = stand({
      flow: flowAt("service"),
      typedPolicy: { kind: "unified" } as VisitState["typedPolicy"],
    });
    const going = act.bookForChild({ ...service("s2"), closed });
    expect(last()).toMatchObject({ path: "session.end", input: { reason: "home" } });
    expect(session().state).toBe("none");
    expect(shown()).toMatchObject({ view: "flow", typedPolicy: null, flow: { at: "signIn" } });
    expect(shown().flow?.choices).toEqual({
      organization: expect.objectContaining({ id: "o1" }),
      branch: expect.objectContaining({ id: "b1" }),
      service: expect.objectContaining({ id: "s2", closed: null }),
    });
    expect(language.now, "whoever reads is the same").toBe("kk");
    await last().answer();
    expect(last().path).toBe("session.start");
    await last().answer(opened(null, "session-2"));
    await going;
    const signedIn = act.signIn({
      policy: { kind: "unified", series: "", number: "1" },
      birthDate: "x",
      document: "",
      name: null,
    });
    await last().answer({ ...answered(child), sessionId: "session-2" });
    await signedIn;
    expect(shown().flow, "what is kept isn't asked again").toMatchObject({
      at: "doctor",
      choices: { patient: child, service: { id: "s2" } },
    });
    expect(shown().resumes).toBe(false);
    expect(calls.map(({ path }) => path)).toEqual(["session.end", "session.start", "session.signIn"]);
  });

  test("at the last sign-in keeps doctor and time as well, and agrees anew", async () => {
    const flow = choose(flowAt("signIn", presets.registratura56), { patient: somebody });
    const { act } = stand({ flow, booking: { state: "failed", failure: { kind: "coreAway" } } });
    void act.bookForChild();
    await settle();
    expect(shown()).toMatchObject({ booking: { state: "idle" }, flow: { at: "consent" } });
    expect(shown().flow?.choices).toMatchObject({ slot: { slotId: "t1" } });
    expect(shown().flow?.choices).not.toHaveProperty("patient");
    expect(shown().flow?.choices).not.toHaveProperty("consent");
  });

  test.each(["gorzdrav", "gosuslugi-spb"] as const)("is named where people are named: %s", async (preset) => {
    const { act } = stand({ flow: flowAt("consent", presets[preset]) });
    void act.bookForChild();
    await settle();
    expect(shown().flow).toMatchObject({ at: "person", choices: { slot: { slotId: "t1" } } });
    expect(shown().flow?.choices).not.toHaveProperty("subject");
    expect(shown().flow?.choices).not.toHaveProperty("phone");
    expect(shown().flow?.choices.who).toBe(preset === "gorzdrav" ? "other" : undefined);
  });

  test("is one of the cards where there are cards, and whoever has signed in stays so", async () => {
    const { act, calls, last } = stand({ flow: flowAt("service", presets.doctor73) });
    useAccount.setState({ place: { at: "whom" } });
    await act.bookForChild({ ...service("s2"), closed });
    expect(calls).toEqual([]);
    expect(account().place).toEqual({ at: "cards" });
    expect(shown().flow).toMatchObject({ at: "card", choices: { patient: somebody, service: { id: "s2" } } });
    const chosen = act.chooseCard(card("card-2", {}));
    await last().answer(child);
    await chosen;
    expect(shown().flow).toMatchObject({ at: "doctor", choices: { subject: child, service: { id: "s2" } } });
  });

  test("waits for nobody who has gone meanwhile", async () => {
    const { act, calls, last } = stand({ flow: flowAt("service") });
    void act.bookForChild({ ...service("s2"), closed });
    const end = last();
    await act.leave("home");
    await end.answer();
    expect(shown().view).toBe("welcome");
    expect(calls).toEqual([end]);
  });

  test("changes nothing while a booking is under way", async () => {
    const { act, calls } = stand({ flow: flowAt("service"), booking: { state: "sending" } });
    const before = shown();
    await act.bookForChild();
    expect(shown()).toBe(before);
    expect(calls).toEqual([]);
  });
});
