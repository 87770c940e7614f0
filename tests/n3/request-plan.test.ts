import { expect, test } from "vitest";
import type { HubOperation } from "#contract/n3/index.ts";
import type { HubClient } from "#sync/n3/client.ts";
import { createHubDirectory } from "#sync/n3/directory.ts";
import { hubCentralSettingsSchema, startHubSync } from "#sync/n3/index.ts";
import type { SyncStore } from "#sync/store.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";
import { keptLog } from "#tests/support/log.ts";

const clinics = 30;
const specialities = 15;
const doctors = 60;
const minute = 60_000;
/** How long a request takes, ms. */
const latency = 500;

/** A hub as large as a region, whose answers are as they were but for the counters. */
function regionalHub(clock: ReturnType<typeof fakeClock>) {
  const asked = new Map<HubOperation, number>();
  /** Grows for one doctor in twenty every five minutes. */
  const changed = (clinic: number, doctor: number) =>
    Math.floor((Math.floor(clock.monotonic() / (5 * minute)) + doctor + clinic) / 20);
  const answer = (operation: string, request: Record<string, unknown>): unknown => {
    const clinic = Number(request.idLpu);
    const of = Array.from({ length: doctors }, (_, at) => at);
    switch (operation) {
      case "GetLPUList":
        return {
          ListLPU: Array.from({ length: clinics }, (_, at) => ({ IdLPU: at + 1, LPUFullName: `${at}` })),
        };
      case "GetSpesialityList":
        return {
          ListSpesiality: Array.from({ length: specialities }, (_, at) => ({
            IdSpesiality: String(at),
            NameSpesiality: String(at),
            CountFreeTicket: of
              .filter((one) => one % specialities === at)
              .reduce((sum, one) => sum + changed(clinic, one), 0),
          })),
        };
      case "GetDoctorList":
        return {
          Docs: of
            .filter((one) => one % specialities === Number(request.idSpesiality))
            .map((one) => ({
              IdDoc: String(one),
              Name: "Иванова О.П.",
              CountFreeTicket: changed(clinic, one),
            })),
        };
      default:
        return {};
    }
  };
  const read = (operation: HubOperation, request: object) => {
    asked.set(operation, (asked.get(operation) ?? 0) + 1);
    return new Promise((resolve) => {
      clock.after(latency, () =>
        resolve({ kind: "answered", result: answer(operation, { ...request }), unreadable: [] }),
      );
    });
  };
  const hub = { read, now: () => clock.now(), tellsTime: () => true } as unknown as HubClient;
  return { hub, asked };
}

const store = {
  ...{
    attach: () => undefined,
    freshAt: () => null,
    ids: () => [],
    schedules: () => [],
    prune: () => undefined,
  },
  commit: () => ({ scheduleIds: [], catalogChanged: false, conflicts: [] }),
} as unknown as SyncStore;

test("30 clinics of 60 doctors are asked about as often as planned (docs/n3.md)", async () => {
  const clock = fakeClock(Date.parse("2026-11-18T08:00:00+03:00"));
  const { hub, asked } = regionalHub(clock);
  const settings = hubCentralSettingsSchema.parse({ kind: "n3", url: "http://127.0.0.1/", guidFile: "x" });
  const sync = startHubSync({
    ...{ settings, hub, store, clock, log: keptLog(), timeZone: "Europe/Moscow", random: () => 0 },
    directory: createHubDirectory({ hub, organizations: undefined, clock }),
    ...{ onState: () => undefined, onSchedules: () => undefined, onCatalog: () => undefined },
  });
  // The first load: every list once, and every doctor's times and hours.
  await clock.pass(20 * minute);
  expect(sync.state().state).toBe("online");
  expect(asked.get("GetWorkingTime")).toBe(clinics * doctors);
  asked.clear();
  await clock.pass(40 * minute);
  await sync.close();
  const perMinute = (operation: HubOperation): number => (asked.get(operation) ?? 0) / 40;
  // The plan: specialities 30, doctors 90 and those that changed, times 60 and 18 that changed; hours 15 on the average.
  expect(perMinute("GetSpesialityList")).toBeLessThanOrEqual(30);
  expect(perMinute("GetDoctorList")).toBeLessThanOrEqual(90 + 18);
  expect(perMinute("GetAvaibleAppointments")).toBeLessThanOrEqual(60 + 18);
  expect(perMinute("GetWorkingTime")).toBe(0);
});
