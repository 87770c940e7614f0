import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { start } from "#renderer/flow/index.ts";
import { useAccount } from "#renderer/state/cards.ts";
import { takeSession } from "#renderer/state/session.ts";
import type { VisitState } from "#renderer/state/visit.ts";
import { card } from "#tests/renderer/world-account.ts";
import {
  account,
  flowAt,
  offer,
  opened,
  openScreen,
  type Screen,
  settle,
  shown,
  somebody,
  ticket,
  untouched,
  visit,
} from "./at-screen.ts";

// The page's language needs a page.
vi.mock("#renderer/i18n/index.ts", () => import("#tests/renderer/state/page-language.ts"));

function atList(over: Partial<VisitState> = {}): Screen {
  const screen = openScreen({ view: "visits", flow: start(["signIn"], { patient: somebody }), ...over });
  takeSession(opened());
  return screen;
}
const failure = { kind: "coreAway" } as const;

describe("one's visits", () => {
  test("are asked for with a sign-in", async () => {
    const { act, last } = openScreen({ endedBy: "idle" });
    void act.beginVisits();
    expect(last().path).toBe("session.start");
    await last().answer(opened(null));
    expect(shown()).toMatchObject({
      view: "flow",
      wants: "visits",
      endedBy: null,
      flow: { at: "signIn", choices: {} },
    });
  });

  test("are shown at once to whoever has signed in", async () => {
    const { act } = openScreen({ booking: { state: "failed", failure }, printing: { state: "printed" } });
    takeSession(opened());
    await act.beginVisits();
    expect(shown()).toMatchObject({
      view: "visits",
      visitsPanel: { state: "list" },
      moving: null,
      booking: { state: "idle" },
      printing: { state: "idle" },
      flow: { choices: { patient: somebody } },
    });
  });

  test("are not shown where no session was to be had, nor over a flow that has begun", async () => {
    const { act, last } = openScreen();
    void act.beginVisits();
    await last().fail(new Error("connection lost"));
    expect(shown()).toEqual(untouched);
    const begun = openScreen({ view: "flow", flow: flowAt("doctor") });
    takeSession(opened());
    const before = shown();
    await begun.act.beginVisits();
    expect(shown()).toBe(before);
  });

  test("have no list without a patient", () => {
    const { act } = openScreen();
    act.toList();
    expect(shown()).toEqual(untouched);
  });

  test("are opened one by one, and what was printed of another is forgotten", () => {
    const { act } = atList({ printing: { state: "printed" } });
    act.openVisit(visit);
    expect(shown()).toMatchObject({ visitsPanel: { state: "visit", visit }, printing: { state: "idle" } });
  });

  test("that are one alone are left from that one, and no list is shown in between", () => {
    const { act } = atList();
    act.openLoneVisit(visit);
    expect(shown().visitsPanel).toEqual({ state: "visit", visit });
    act.goBack();
    expect(shown().view).toBe("welcome");
    const several = atList();
    several.act.openVisit(visit);
    several.act.goBack();
    expect(shown()).toMatchObject({ view: "visits", visitsPanel: { state: "list" } });
  });

  test("of a card's person lead back to that card, also from a move", () => {
    const child = card("card-2", {});
    const { act } = atList({ view: "account" });
    act.openCardVisit(child, visit);
    act.beginMove(visit);
    expect(shown().moving).toEqual(visit);
    act.toList();
    expect(shown()).toMatchObject({ view: "account", moving: null });
    expect(account()).toMatchObject({ place: { at: "card", card: child, tab: "visits" }, visitsOf: null });
  });

  test("are one's own again once the card's are left for a booking", () => {
    const { act } = atList({ view: "flow" });
    useAccount.setState({ visitsOf: card("card-2", {}) });
    act.toList();
    expect(shown().view).toBe("visits");
  });
});

describe("a cancel", () => {
  test("is asked about first, sent once and told", async () => {
    const { act, calls, last } = atList();
    act.askCancel(visit);
    expect(shown().visitsPanel).toEqual({ state: "asking", visit });
    expect(calls).toEqual([]);
    void act.cancel(visit);
    void act.cancel(visit);
    expect(calls).toHaveLength(1);
    expect(last()).toMatchObject({ path: "booking.cancel", input: { visitId: "visit-1" } });
    expect(shown().visitsPanel).toEqual({ state: "changing", visit });
    await last().answer();
    expect(shown().visitsPanel).toEqual({ state: "cancelled", visit });
  });

  test("that failed says why, at that visit", async () => {
    const { act, last } = atList();
    void act.cancel(visit);
    await last().refuse("CHANGE_REFUSED");
    expect(shown().visitsPanel).toMatchObject({
      state: "failed",
      visit,
      failure: { code: "CHANGE_REFUSED" },
    });
  });

  test("answered after another one has begun says nothing of that one", async () => {
    const { act, last } = atList();
    void act.cancel(visit);
    const first = last();
    act.openVisit({ ...visit, visitId: "visit-2" });
    const before = shown();
    await first.answer();
    expect(shown()).toBe(before);
  });
});

describe("a move", () => {
  test("begins at the days of the same doctor, with all that the visit says", () => {
    const { act } = atList({ booking: { state: "failed", failure }, printing: { state: "printed" } });
    act.beginMove({ ...visit, room: "12", branch: "Branch", address: "Street 1" });
    expect(shown()).toMatchObject({
      view: "flow",
      moving: visit,
      booking: { state: "idle" },
      printing: { state: "idle" },
      flow: {
        at: "date",
        order: ["doctor", "date", "time", "done"],
        choices: {
          patient: somebody,
          branch: { id: "b1", name: "Branch", address: "Street 1" },
          service: {
            id: "s1",
            code: "B01.064.001",
            name: "Dentist",
            payment: "free",
            attachedOnly: false,
            referralNeeded: false,
            doctors: 1,
            nearest: null,
            closed: null,
          },
          doctor: {
            scheduleId: "d1",
            name: "A. B. Doctor",
            shortName: "A. B. Doctor",
            position: "dentist",
            room: "12",
          },
        },
      },
    });
  });

  test("to a time on the visit's own screen has only the question left, and back leads past what nobody saw", () => {
    const { act, calls } = atList();
    act.openVisit(visit);
    act.beginMove(visit, offer);
    expect(shown()).toMatchObject({
      moving: visit,
      flow: { at: "done", choices: { date: offer.date, slot: { slotId: offer.slotId, time: offer.time } } },
    });
    expect(calls).toEqual([]);
    act.goBack();
    expect(shown()).toMatchObject({ view: "visits", visitsPanel: { state: "visit", visit }, moving: null });
  });

  test("of a visit whose place the kiosk doesn't know, or without a patient, doesn't begin", () => {
    const { act } = atList();
    const before = shown();
    act.beginMove({ ...visit, place: null });
    expect(shown()).toBe(before);
    openScreen().act.beginMove(visit);
    expect(shown()).toEqual(untouched);
  });

  test("is sent with the chosen time once the patient says so, and asks no rules beside", async () => {
    const { act, calls, last } = atList();
    act.beginMove(visit);
    act.pick({ date: "2026-11-25" });
    act.pick({ slot: { slotId: "t7", time: "11:00" } });
    expect(shown().flow?.at).toBe("done");
    expect(calls, "the patient is asked first whether it is to be moved").toEqual([]);
    void act.book();
    expect(last()).toMatchObject({
      path: "booking.move",
      input: {
        visitId: "visit-1",
        scheduleId: "d1",
        slotId: "t7",
        serviceId: "s1",
        branchId: "b1",
        at: { date: "2026-11-25", time: "11:00" },
      },
    });
    expect(shown().booking).toEqual({ state: "sending" });
    void act.move();
    expect(calls).toHaveLength(1);
    const moved = { ...ticket, time: "11:00" };
    await last().answer(moved);
    expect(shown()).toMatchObject({
      booking: { state: "idle" },
      flow: { at: "done", choices: { visit: moved } },
    });
  });

  test("that failed says why, and the visit is still the one to be moved", async () => {
    const { act, last } = atList();
    act.beginMove(visit);
    act.pick({ date: "2026-11-25" });
    act.pick({ slot: { slotId: "t7", time: "11:00" } });
    void act.move();
    await last().refuse("SLOT_TAKEN", { nearest: [] } as never);
    expect(shown()).toMatchObject({
      moving: visit,
      booking: { state: "failed", failure: { code: "SLOT_TAKEN" } },
    });
  });

  test("to a time in place of one that was lost is a move as well", async () => {
    const { act, last } = atList();
    act.beginMove(visit);
    void act.bookOffer({
      scheduleId: "d1",
      slotId: "t8",
      date: "2026-11-26",
      time: "12:00",
      doctor: "A. B. Doctor",
      room: "",
    });
    expect(last()).toMatchObject({ path: "booking.move", input: { slotId: "t8" } });
  });

  test("before a time is chosen is a fault of the page; without a visit to move it is nothing", async () => {
    const { act, calls } = atList();
    await act.move();
    act.beginMove(visit);
    await expect(act.move()).rejects.toThrow("moving before all is chosen");
    expect(calls).toEqual([]);
  });

  test("answered after the patient has gone elsewhere changes nothing", async () => {
    const { act, last } = atList();
    act.beginMove(visit);
    act.pick({ date: "2026-11-25" });
    act.pick({ slot: { slotId: "t7", time: "11:00" } });
    void act.move();
    const asked = last();
    act.clear();
    await asked.answer(ticket);
    expect(shown()).toEqual(untouched);
  });
});

describe("that a visit was shown", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout"] }));
  afterEach(() => void vi.useRealTimers());

  test("is told once", async () => {
    const { act, calls, last } = atList();
    void act.shown("visit-1");
    expect(last()).toMatchObject({ path: "booking.shown", input: { visitId: "visit-1" } });
    await last().answer();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(calls).toHaveLength(1);
  });

  test("is told again, a second later, to a core that was away, five times in all", async () => {
    const { act, calls, last } = atList();
    void act.shown("visit-1");
    for (let tries = 1; tries <= 5; tries++) {
      expect(calls).toHaveLength(tries);
      await last().fail(new Error("connection lost"));
      await vi.advanceTimersByTimeAsync(999);
      expect(calls).toHaveLength(tries);
      await vi.advanceTimersByTimeAsync(1);
    }
    await vi.advanceTimersByTimeAsync(60_000);
    expect(calls).toHaveLength(5);
  });

  test("is not told again where the core has said no", async () => {
    const { act, calls, last } = atList();
    void act.shown("visit-1");
    await last().refuse("SESSION_ENDED");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(calls).toHaveLength(1);
    await settle();
  });
});
