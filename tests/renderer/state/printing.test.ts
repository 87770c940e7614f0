import { describe, expect, test, vi } from "vitest";
import { choose, start } from "#renderer/flow/index.ts";
import { takeSession, useSession } from "#renderer/state/session.ts";
import { useVisit, type VisitState } from "#renderer/state/visit.ts";
import {
  flowAt,
  opened,
  openFlow,
  openScreen,
  type Screen,
  session,
  shown,
  somebody,
  ticket,
  visit,
} from "./at-screen.ts";

// The page's language needs a page.
vi.mock("#renderer/i18n/index.ts", () => import("#tests/renderer/state/page-language.ts"));

const booked = (over: Partial<VisitState> = {}): Screen =>
  openFlow({ flow: choose(flowAt("phone"), { visit: ticket }), ...over });

describe("a print", () => {
  test("is asked once, however often it is touched, and said when it is done", async () => {
    const { act, calls, last } = booked();
    void act.print("visit-1", "tt");
    void act.print("visit-1", "tt");
    expect(calls).toHaveLength(1);
    expect(last()).toMatchObject({ path: "ticket.print", input: { visitId: "visit-1", language: "tt" } });
    expect(shown().printing).toEqual({ state: "printing" });
    await last().answer();
    expect(shown().printing).toEqual({ state: "printed" });
  });

  test("of which nobody knows whether it came out is asked of the patient, with the printer's state", async () => {
    const { act, last } = booked();
    void act.print("visit-1", "ru");
    await last().refuse("PRINT_IN_DOUBT", { status: "paperOut" });
    expect(shown().printing).toEqual({ state: "asked", status: "paperOut" });
  });

  test.each([
    [true, "printed"],
    [false, "denied"],
  ] as const)("that the patient answers with %s is %s, and the core is told", (yes, state) => {
    const { act, last } = booked({ printing: { state: "asked", status: "unknown" } });
    void act.cameOut("visit-1", yes);
    expect(last()).toMatchObject({ path: "ticket.cameOut", input: { visitId: "visit-1", yes } });
    expect(shown().printing).toEqual({ state });
  });

  test("that nobody asked about is not answered", () => {
    const { act, calls } = booked({ printing: { state: "printed" } });
    void act.cameOut("visit-1", false);
    expect(calls).toEqual([]);
    expect(shown().printing).toEqual({ state: "printed" });
  });

  test("that failed says why", async () => {
    const { act, last } = booked();
    void act.print("visit-1", "ru");
    await last().refuse("PRINTER_NOT_READY", { status: "coverOpen" });
    expect(shown().printing).toMatchObject({ state: "failed", failure: { code: "PRINTER_NOT_READY" } });
    void act.print("visit-1", "ru");
    await last().fail(new Error("connection lost"));
    expect(shown().printing).toEqual({ state: "failed", failure: { kind: "coreAway" } });
  });

  test("answered while another ticket prints says nothing of that one", async () => {
    const { act, last } = booked();
    void act.print("visit-1", "ru");
    const first = last();
    const other = { state: "printing" } as const;
    useVisit.setState({ printing: other });
    await first.refuse("PRINTER_NOT_READY", { status: "coverOpen" });
    expect(shown().printing).toBe(other);
  });
});

describe("what the printer tells later of a ticket", () => {
  test.each([
    ["printed", "printed"],
    ["presented", "printed"],
    ["taken", "printed"],
    ["retracted", "retracted"],
  ] as const)("%s is shown as %s", (fate, state) => {
    const { act } = booked({ printing: { state: "asked", status: "unknown" } });
    act.ticketNews("visit-1", fate);
    expect(shown().printing).toEqual({ state });
  });

  test("is not shown for another visit, nor over a print that is on its way, nor where no visit is shown", () => {
    const asked = { state: "asked", status: "unknown" } as const;
    booked({ printing: asked }).act.ticketNews("visit-2", "printed");
    expect(shown().printing).toEqual(asked);
    booked({ printing: { state: "printing" } }).act.ticketNews("visit-1", "printed");
    expect(shown().printing).toEqual({ state: "printing" });
    openScreen().act.ticketNews("visit-1", "printed");
    expect(shown().printing).toEqual({ state: "idle" });
  });

  test("is shown at a visit from the list as well", () => {
    const flow = start(["signIn"], { patient: somebody });
    const { act } = booked({ view: "visits", flow, visitsPanel: { state: "visit", visit } });
    act.ticketNews("visit-1", "retracted");
    expect(shown().printing).toEqual({ state: "retracted" });
  });
});

describe("more time", () => {
  test("is asked and taken", async () => {
    const { act, last } = booked();
    takeSession({ state: "expiring", id: "session-1", patient: somebody, seconds: 20, reason: "idle" });
    void act.stay();
    expect(last()).toMatchObject({ path: "session.stay", input: {} });
    await last().answer(opened());
    expect(session()).toEqual(opened());
  });

  test("is not asked without a session", () => {
    const { act, calls } = openScreen();
    void act.stay();
    expect(calls).toEqual([]);
  });

  test("that was given to a former patient, or refused, changes nothing", async () => {
    const { act, last } = booked();
    void act.stay();
    takeSession(opened(null, "session-2"));
    const before = useSession.getState();
    await last().answer(opened());
    expect(useSession.getState()).toBe(before);
    void act.stay();
    await last().fail(new Error("connection lost"));
    expect(useSession.getState()).toBe(before);
  });

  test("counts from when it was given: a countdown runs from there", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    booked();
    const first = useSession.getState().since;
    vi.advanceTimersByTime(1_500);
    takeSession(opened());
    expect(useSession.getState().since - first).toBe(1_500);
    vi.useRealTimers();
  });
});
