import { afterEach, describe, expect, test, vi } from "vitest";
import type { KioskInfo } from "#contract/kiosk/kiosk-info.ts";
import { kioskNow, setClock, takeEvent, takeInfo, useKiosk } from "#renderer/state/kiosk.ts";
import { isBusy } from "#renderer/state/visit.ts";
import { kiosk, openScreen } from "./at-screen.ts";

// The page's language needs a page.
vi.mock("#renderer/i18n/index.ts", () => import("#tests/renderer/state/page-language.ts"));

const central = { state: "online", freshAt: 5 } as const;
const switches = { centralAway: true, centralSlow: false, paperOut: false, coverOpen: false };

afterEach(() => {
  openScreen();
  vi.useRealTimers();
});

test("what the core tells of itself is taken whole, with its clock", () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  const info = {
    central,
    booking: "open",
    printer: "paperOut",
    service: "closed",
    now: 1_000_000,
  } as KioskInfo;
  takeInfo(info);
  expect(kiosk()).toMatchObject({ info, central, booking: "open", printer: "paperOut", service: "closed" });
  expect(kioskNow()).toBe(1_000_000);
  vi.advanceTimersByTime(2_500);
  expect(kioskNow(), "it goes on by the page's own clock").toBe(1_002_500);
  setClock(7);
  expect(kioskNow()).toBe(7);
});

describe("an event", () => {
  test.each([
    [{ type: "central", central }, { central }],
    [{ type: "booking", booking: "closed" }, { booking: "closed" }],
    [{ type: "printer", status: "jam" }, { printer: "jam" }],
    [{ type: "service", service: "closed" }, { service: "closed" }],
    [{ type: "demo", switches }, { switches }],
  ] as const)("of the kind $type changes that alone", (event, change) => {
    openScreen();
    const before = kiosk();
    takeEvent(event);
    expect(kiosk()).toEqual({ ...before, ...change });
  });

  test("of sessions, scans and tickets is somebody else's", () => {
    openScreen();
    const before = useKiosk.getState();
    takeEvent({ type: "session", session: { state: "none", endedBy: null } });
    takeEvent({ type: "scanner", scan: { kind: "ignored" } } as never);
    takeEvent({ type: "ticket", visitId: "v", fate: "printed" } as never);
    expect(useKiosk.getState()).toBe(before);
  });
});

test("before the core has said anything nothing is known, and the link is taken to be up", () => {
  openScreen();
  expect(kiosk()).toEqual({
    info: null,
    central: null,
    booking: "untested",
    printer: "unknown",
    service: "open",
    switches: null,
    link: "up",
    clockOffset: 0,
    broken: false,
  });
});

test("nothing may be touched while a time is checked or sent", () => {
  expect(isBusy({ state: "checking" })).toBe(true);
  expect(isBusy({ state: "sending" })).toBe(true);
  expect(isBusy({ state: "idle" })).toBe(false);
  expect(isBusy({ state: "failed", failure: { kind: "coreAway" } })).toBe(false);
});
