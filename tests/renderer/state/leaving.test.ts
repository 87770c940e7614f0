import { afterEach, describe, expect, test, vi } from "vitest";
import { presets } from "#contract/flow/presets.ts";
import { choose, start } from "#renderer/flow/index.ts";
import { useAccount } from "#renderer/state/cards.ts";
import { newForm } from "#renderer/state/cards-form.ts";
import { useKiosk } from "#renderer/state/kiosk.ts";
import { takeSession } from "#renderer/state/session.ts";
import type { VisitState } from "#renderer/state/visit.ts";
import { card } from "#tests/renderer/world-account.ts";
import {
  account,
  flowAt,
  opened,
  openFlow,
  openScreen,
  type Screen,
  session,
  settle,
  shown,
  somebody,
  ticket,
  untouched,
  visit,
} from "./at-screen.ts";
import { language } from "./page-language.ts";

// The page's language needs a page.
vi.mock("#renderer/i18n/index.ts", () => import("#tests/renderer/state/page-language.ts"));

function stand(over: Partial<VisitState>): Screen {
  language.now = "kk";
  return openFlow(over);
}
const failure = { kind: "coreAway" } as const;

describe("home", () => {
  test.each([
    ["nothing was chosen", { flow: start(presets.registratura56) }],
    ["nobody has signed in", { flow: start(presets.registratura40) }],
    ["the visit is booked", { flow: choose(flowAt("phone"), { visit: ticket }) }],
    ["another time was looked for", { flow: flowAt("consent"), moving: visit }],
    ["visits were looked at", { view: "visits", flow: flowAt("organization") }],
  ] as const)("leaves at once where %s", async (_when, over) => {
    const { act, calls, last } = stand(over);
    act.home();
    expect(shown()).toEqual(untouched);
    expect(session()).toEqual({ state: "none", endedBy: "home" });
    expect(calls).toHaveLength(1);
    expect(last()).toMatchObject({ path: "session.end", input: { reason: "home" } });
    expect(language.now, "the next one is spoken to in the kiosk's own language").toBe("ru");
  });

  test.each([
    ["somebody has signed in", flowAt("organization")],
    ["a time is chosen", flowAt("consent", presets.registratura56)],
    ["a person is named", flowAt("consent", presets["gosuslugi-spb"])],
  ])("asks first where %s, and a no changes nothing", async (_when, flow) => {
    const { act, calls } = stand({ flow });
    act.home();
    expect(shown()).toMatchObject({ askingToLeave: true, flow });
    act.stayHere();
    expect(shown()).toMatchObject({ askingToLeave: false, flow, view: "flow" });
    expect(calls).toEqual([]);
  });

  test("asks before a card that is being typed is lost, and not among the cards", () => {
    const { act } = stand({ view: "account", flow: start(["signIn"], { patient: somebody }) });
    useAccount.setState({ place: { at: "form", form: newForm("child") } });
    act.home();
    expect(shown().askingToLeave).toBe(true);
    act.stayHere();
    useAccount.setState({ place: { at: "cards" } });
    act.home();
    expect(shown().view).toBe("welcome");
    expect(account().place).toEqual({ at: "cards" });
  });

  test.each([
    ["a booking", { booking: { state: "sending" } }],
    ["a check", { booking: { state: "checking" } }],
    ["a cancel", { visitsPanel: { state: "changing", visit } }],
  ] as const)("waits for %s that is on its way", (_what, over) => {
    const { act, calls } = stand({ flow: start(presets.registratura40), ...over });
    const before = shown();
    act.home();
    act.goBack();
    expect(shown()).toBe(before);
    expect(calls).toEqual([]);
  });

  test("waits for a card that is on its way", () => {
    const { act } = stand({ view: "account", flow: start(["signIn"], { patient: somebody }) });
    useAccount.setState({ work: "adding" });
    act.home();
    expect(shown().view).toBe("account");
    expect(session().state).toBe("open");
  });

  test("without a session asks the core nothing", () => {
    const { act, calls } = openScreen({ view: "flow", flow: start(presets.registratura56) });
    act.home();
    expect(shown()).toEqual(untouched);
    expect(calls).toEqual([]);
  });

  test("begins anew in the first language of this kiosk", () => {
    const { act } = stand({});
    useKiosk.setState({ info: { languages: ["en", "ru"] } as never });
    act.home();
    expect(language.now).toBe("en");
  });
});

test("whoever has come to the end leaves as one who has finished", () => {
  const { act, last } = stand({ flow: choose(flowAt("phone"), { visit: ticket }) });
  act.finish();
  expect(session()).toEqual({ state: "none", endedBy: "finished" });
  expect(last()).toMatchObject({ path: "session.end", input: { reason: "finished" } });
});

test("why a session ended by itself is said to the next one", () => {
  const { act } = stand({ flow: flowAt("consent") });
  act.clear("cap");
  expect(shown()).toEqual({ ...untouched, endedBy: "cap" });
});

describe("back", () => {
  test("goes to the step before, and what had failed is forgotten there", () => {
    const { act, calls } = stand({ flow: flowAt("time"), outdatedConsent: "self" });
    act.goBack();
    expect(shown()).toMatchObject({
      flow: { at: "date" },
      outdatedConsent: null,
      booking: { state: "idle" },
    });
    expect(calls).toEqual([]);
  });

  test("from a booking that failed leads to the question before the end", () => {
    const { act } = stand({
      flow: { ...flowAt("phone"), at: "done" },
      booking: { state: "failed", failure },
    });
    act.goBack();
    expect(shown()).toMatchObject({ flow: { at: "phone" }, booking: { state: "idle" } });
  });

  test("from a time that a rule refused stays at the times", () => {
    const flow = { ...flowAt("consent"), at: "time" as const };
    const { act } = stand({ flow, booking: { state: "failed", failure } });
    act.goBack();
    expect(shown()).toMatchObject({ flow: { at: "time" }, booking: { state: "idle" } });
    act.goBack();
    expect(shown().flow?.at).toBe("date");
  });

  test("closes help first, page by page, then the nearest times", () => {
    const flow = flowAt("doctor");
    const { act } = stand({ flow, help: { topic: "bring", from: null }, nearest: true });
    act.goBack();
    expect(shown().help).toEqual({ topic: null, from: null });
    act.goBack();
    expect(shown()).toMatchObject({ help: null, nearest: true });
    act.goBack();
    expect(shown()).toMatchObject({ nearest: false, flow });
  });

  test("from help that was opened at one of its pages closes it", () => {
    const { act } = stand({ flow: flowAt("doctor"), help: { topic: "bring", from: "bring" } });
    act.goBack();
    expect(shown().help).toBeNull();
  });

  test("from the first step leaves, or asks where something would be lost", () => {
    const first = stand({ flow: start(presets.registratura40) });
    first.act.goBack();
    expect(shown().view).toBe("welcome");
    const signedIn = stand({ flow: flowAt("organization") });
    signedIn.act.goBack();
    expect(shown()).toMatchObject({ view: "flow", askingToLeave: true });
  });

  test("from one visit leads to the list, from the list home", () => {
    const { act } = stand({
      view: "visits",
      flow: start(["signIn"], { patient: somebody }),
      visitsPanel: { state: "visit", visit },
    });
    act.goBack();
    expect(shown()).toMatchObject({ view: "visits", visitsPanel: { state: "list" } });
    act.goBack();
    expect(shown().view).toBe("welcome");
  });

  test("from the first step of a move leads to the visit", () => {
    const { act } = stand({ view: "visits", flow: start(["signIn"], { patient: somebody }) });
    act.beginMove(visit);
    act.goBack();
    expect(shown()).toMatchObject({ view: "flow", flow: { at: "doctor" } });
    act.goBack();
    expect(shown()).toMatchObject({ view: "visits", visitsPanel: { state: "visit", visit }, moving: null });
  });

  test("from the cards leaves, from a card leads to the cards", () => {
    const { act } = stand({ view: "account", flow: start(["signIn"], { patient: somebody }) });
    act.openCard(card("card-2", {}), "visits");
    act.goBack();
    expect(account().place).toEqual({ at: "cards" });
    expect(shown().view).toBe("account");
    act.goBack();
    expect(shown().view).toBe("welcome");
    expect(session()).toEqual({ state: "none", endedBy: "home" });
  });

  test("on the first screen does nothing", () => {
    const { act } = openScreen();
    act.goBack();
    expect(shown()).toEqual(untouched);
  });
});

describe("beginning", () => {
  afterEach(() => void vi.useRealTimers());

  test("asks for a session and opens the flow at its first step", async () => {
    const { act, last } = openScreen({ endedBy: "idle" });
    void act.begin();
    expect(last()).toMatchObject({ path: "session.start", input: {} });
    expect(shown().view).toBe("welcome");
    await last().answer(opened(null));
    expect(session()).toEqual(opened(null));
    expect(shown()).toMatchObject({ view: "flow", endedBy: null, flow: { at: "signIn", choices: {} } });
    expect(shown().flow?.order).toEqual(presets.registratura40);
  });

  test("walks the order of this kiosk", async () => {
    const { act, last } = openScreen();
    useKiosk.setState({ info: { flow: presets.registratura56 } as never });
    void act.begin();
    await last().answer(opened(null));
    expect(shown().flow?.order).toEqual(presets.registratura56);
  });

  test("in a session that is open asks for none, and knows whoever has signed in", async () => {
    const { act, calls } = openScreen();
    takeSession(opened());
    await act.begin();
    expect(calls).toEqual([]);
    expect(shown().flow).toMatchObject({ at: "organization", choices: { patient: somebody } });
  });

  test("that is refused stays on the first screen", async () => {
    const { act, last } = openScreen();
    void act.begin();
    await last().fail(new Error("connection lost"));
    expect(shown()).toEqual(untouched);
    expect(session().state).toBe("none");
  });

  test("twice keeps what was chosen meanwhile", async () => {
    const { act, calls } = openScreen();
    void act.begin();
    void act.begin();
    await calls[0]?.answer(opened(null));
    act.pick({ patient: somebody });
    const before = shown().flow;
    await calls[1]?.answer(opened(null));
    expect(shown().flow).toBe(before);
  });

  test("that took as long as a patient waits still begins; one that took longer is taken back", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    const waits = async (ms: number): Promise<Screen> => {
      const screen = openScreen();
      void screen.act.begin();
      const [asked] = screen.calls;
      vi.advanceTimersByTime(ms);
      await asked?.answer(opened(null));
      return screen;
    };
    await waits(20_000);
    expect(shown().view).toBe("flow");
    const late = await waits(20_001);
    expect(shown()).toEqual(untouched);
    expect(session().state).toBe("none");
    expect(late.last()).toMatchObject({ path: "session.end", input: { reason: "home" } });
  });

  test("that is answered late is ended, and the next one's is begun beside it", async () => {
    const { act, calls } = openScreen();
    void act.begin();
    act.clear();
    void act.begin();
    await calls[0]?.answer(opened(null, "session-1"));
    expect(shown().view).toBe("welcome");
    expect(calls.map(({ path }) => path)).toEqual(["session.start", "session.start", "session.end"]);
    await calls[1]?.answer(opened(null, "session-2"));
    expect(shown().view).toBe("flow");
    expect(session()).toEqual(opened(null, "session-2"));
  });

  test("after one that was refused asks anew, and is ended if its patient has left by then", async () => {
    const { act, calls } = openScreen();
    void act.begin();
    await calls[0]?.refuse("CENTRAL_AWAY");
    void act.begin();
    act.clear();
    await calls[1]?.answer(opened(null));
    expect(calls.map(({ path }) => path)).toEqual(["session.start", "session.start", "session.end"]);
  });
});

describe("help", () => {
  test("lies over whatever is there, and a session keeps it from standing for ever", async () => {
    const { act, last } = openScreen();
    void act.openHelp();
    expect(shown().help).toEqual({ topic: null, from: null });
    expect(last().path).toBe("session.start");
    await last().answer(opened(null));
    expect(session().state).toBe("open");
    expect(shown().view).toBe("welcome");
  });

  test("opened at a page remembers that on every further one", () => {
    const { act } = stand({ flow: flowAt("doctor") });
    void act.openHelp("cancel");
    act.turnHelp("bring");
    expect(shown().help).toEqual({ topic: "bring", from: "cancel" });
    act.goBack();
    expect(shown().help).toEqual({ topic: "cancel", from: "cancel" });
    const closed = openScreen();
    closed.act.turnHelp("attach");
    expect(shown().help).toEqual({ topic: "attach", from: null });
  });

  test("closed, leaves what it lay over", async () => {
    const flow = flowAt("doctor");
    const { act } = stand({ flow });
    act.openNearest();
    expect(shown().nearest).toBe(true);
    await act.openHelp();
    act.goBack();
    await settle();
    expect(shown()).toMatchObject({ help: null, nearest: true, flow });
  });
});
