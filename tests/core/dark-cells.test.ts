import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SlotStatus } from "#contract/central/rows.ts";
import { openStore } from "#main/schedules/open-store.ts";
import { type BookingRules, createScheduleReader } from "#main/schedules/schedule.ts";
import { createSlotWriter } from "#main/schedules/slot-writer.ts";
import type { Store } from "#main/store/open.ts";
import { clinicTime } from "#main/time/clinic-time.ts";

/** Friday, 20 November 2026, 10:24 in Moscow. */
const now = Date.parse("2026-11-20T10:24:00+03:00");
const time = clinicTime("Europe/Moscow");
const openRules: BookingRules = { sameDay: "open", minutesBefore: 10, horizonDays: 28 };
const schedule = 1;

let dir: string;
let store: Store;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "infomat-cells-"));
  store = openStore(join(dir, "infomat.sqlite"));
});
afterEach(() => {
  store.close();
  rmSync(dir, { recursive: true, force: true });
});

const reader = (rules: Partial<BookingRules> = {}) =>
  createScheduleReader({
    store,
    time,
    now: () => now,
    rules: { ...openRules, ...rules },
    blockedSlots: () => new Set(),
  });

function slot(date: string, clock: string, status: SlotStatus, lastUpdated = 1): void {
  const start = Date.parse(`${date}T${clock}:00+03:00`);
  createSlotWriter(store).put(schedule, {
    id: `${date}-${clock.replace(":", "")}`,
    version: "1",
    lastUpdated,
    scheduleId: "c1",
    start,
    end: start + 15 * 60_000,
    status,
  });
}
const day = (date: string, rules: Partial<BookingRules> = {}) =>
  reader(rules)
    .days(schedule)
    .days.find((cell) => cell.date === date);

describe("a day", () => {
  test("with free times is light, with its hours and how many are free", () => {
    slot("2026-11-23", "08:00", "busy");
    slot("2026-11-23", "08:15", "free");
    slot("2026-11-23", "14:15", "free");
    expect(day("2026-11-23")).toEqual({
      state: "free",
      date: "2026-11-23",
      from: "08:00",
      to: "14:30",
      free: 2,
    });
  });

  test.each([
    ["past", "2026-11-19", "08:00", "free"],
    ["allTaken", "2026-11-23", "08:00", "busy"],
    ["allTaken", "2026-11-23", "08:00", "busy-tentative"],
    ["receptionOnly", "2026-11-23", "08:00", "busy-unavailable"],
    ["past", "2026-11-20", "08:00", "free"],
  ] as const)("is dark: %s", (reason, date, clock, status) => {
    slot(date, clock, status);
    expect(day(date)).toEqual({ state: "dark", date, reason });
  });

  test("without slots is dark: no reception", () => {
    expect(day("2026-11-24")).toEqual({ state: "dark", date: "2026-11-24", reason: "noReception" });
  });

  test("of today is closed where the clinic gives today's times at reception", () => {
    slot("2026-11-20", "18:00", "free");
    expect(day("2026-11-20")).toMatchObject({ state: "free" });
    expect(day("2026-11-20", { sameDay: "closed" })).toMatchObject({ state: "dark", reason: "closedToday" });
  });

  test("in the night between zones belongs to the clinic's date", () => {
    slot("2026-11-24", "00:00", "free");
    expect(day("2026-11-23")).toMatchObject({ reason: "noReception" });
    expect(day("2026-11-24")).toMatchObject({ state: "free", free: 1 });
  });
});

describe("a time", () => {
  test("is green, dark or yellow in words", () => {
    slot("2026-11-20", "10:00", "free");
    slot("2026-11-20", "10:30", "free");
    slot("2026-11-20", "10:45", "free");
    slot("2026-11-20", "11:00", "busy");
    slot("2026-11-20", "11:15", "busy-tentative");
    slot("2026-11-20", "11:30", "busy-unavailable");
    expect(
      reader()
        .times(schedule, "2026-11-20")
        .map((cell) => [cell.time, cell.state]),
    ).toEqual([
      ["10:00", "past"],
      ["10:30", "receptionOnly"],
      ["10:45", "free"],
      ["11:00", "taken"],
      ["11:15", "taken"],
      ["11:30", "receptionOnly"],
    ]);
  });

  test("beyond the horizon is not offered", () => {
    slot("2026-12-18", "08:00", "free");
    slot("2026-12-19", "08:00", "free");
    expect(
      reader()
        .nearest(schedule, 5)
        .map((cell) => cell.slotId),
    ).toEqual(["2026-12-18-0800"]);
  });
});

test("an older reading never overwrites a newer one", () => {
  slot("2026-11-23", "08:00", "busy", 10);
  slot("2026-11-23", "08:00", "free", 9);
  expect(reader().bookableAt(schedule, "2026-11-23-0800")).toBeNull();
  slot("2026-11-23", "08:00", "free", 11);
  expect(reader().bookableAt(schedule, "2026-11-23-0800")).toBe(Date.parse("2026-11-23T08:00:00+03:00"));
});
