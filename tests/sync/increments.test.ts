import { expect, test } from "vitest";
import { addDoctor, quarter, slot } from "./clinic.ts";
import { waitFor, withCleanUp } from "./helpers.ts";
import { openMirror, openScripted } from "./mirror.ts";
import { json } from "./scripted-central.ts";

test("a time that was taken is told of, and only its schedule", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later, 2);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    mirror.schedulesChanged.length = 0;
    demoCentral.put(slot("s1-0", { ...quarter(0), status: "busy" }));
    await mirror.increment();
    expect(mirror.slots().find(({ id }) => id === "s1-0")?.status).toBe("busy");
    expect(mirror.schedulesChanged).toEqual([["s1"]]);
  }));

test("what comes twice within the overlap costs no write", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    demoCentral.put(slot("s1-0", { ...quarter(0), status: "busy" }));
    await mirror.increment();
    mirror.schedulesChanged.length = 0;
    await mirror.increment();
    expect(demoCentral.asked.at(-1)?.path).toContain("Slot?_lastUpdated=ge2026-11-20T07%3A20");
    expect(mirror.schedulesChanged).toEqual([]);
  }));

test("an older version that arrives late does not overwrite a newer one", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    clock.advance(1000);
    demoCentral.put(slot("s1-0", { ...quarter(0), status: "busy" }), { versionId: "new" });
    await mirror.increment();
    const old = {
      ...slot("s1-0", quarter(0)),
      meta: { versionId: "old", lastUpdated: "2026-11-20T07:24:00Z" },
    };
    demoCentral.script = ({ path }) =>
      path.startsWith("Slot?_lastUpdated")
        ? json({ resourceType: "Bundle", type: "searchset", entry: [{ resource: old }] })
        : null;
    await mirror.increment();
    expect(mirror.slots().find(({ id }) => id === "s1-0")?.status).toBe("busy");
  }));

/** Versions from before the time that increments look back: what a window got wrong stays wrong. */
const version = (versionId: string, lastUpdated: string, status: string) => ({
  ...slot("s1-0", { ...quarter(0), status }),
  meta: { versionId, lastUpdated },
});
const older = version("older", "2026-11-20T07:01:00Z", "free");
const newer = version("newer", "2026-11-20T07:02:00Z", "busy");

test.each([
  ["in an increment, the older one first", "Slot?_lastUpdated", [older, newer]],
  ["in an increment, the newer one first", "Slot?_lastUpdated", [newer, older]],
  ["in a schedule's window, the older one first", "Slot?schedule", [older, newer]],
  ["in a schedule's window, the newer one first", "Slot?schedule", [newer, older]],
])("of a time that is told twice %s, the newer one is kept", (_, search, told) =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    demoCentral.put(slot("s1-0", quarter(0)), { versionId: "first", lastUpdated: "2026-11-20T07:00:00Z" });
    const entry = told.map((resource) => ({ resource }));
    const tell = (): void => {
      demoCentral.put(newer, newer.meta);
      demoCentral.script = ({ path }) =>
        path.startsWith(search) ? json({ resourceType: "Bundle", type: "searchset", total: 2, entry }) : null;
    };
    const isWindow = search === "Slot?schedule";
    if (isWindow) tell();
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    if (!isWindow) {
      tell();
      await mirror.increment();
    }
    expect(mirror.slots().find(({ id }) => id === "s1-0")?.status).toBe("busy");
  }),
);

test("two versions of the same moment: the row itself decides", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    const lastUpdated = "2026-11-20T07:24:00.000Z";
    demoCentral.put(slot("s1-0", { ...quarter(0), status: "busy" }), { versionId: "other", lastUpdated });
    await mirror.increment();
    await waitFor(() => mirror.slots().find(({ id }) => id === "s1-0")?.status === "busy");
    expect(demoCentral.asked.some(({ path }) => path === "Slot/s1-0")).toBe(true);
  }));

test("a time that was moved is not left behind at its old hour", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    clock.advance(1000);
    demoCentral.put(slot("s1-0", quarter(7)));
    await mirror.increment();
    expect(mirror.slots().filter(({ id }) => id === "s1-0")).toEqual([
      { id: "s1-0", schedule: "s1", status: "free", start: Date.parse(quarter(7).start) },
    ]);
  }));

test("a new doctor comes with all times, also those that were made long before", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    addDoctor(demoCentral, 2, "branch");
    for (let time = 0; time < 4; time++) {
      const meta = { lastUpdated: "2026-10-01T00:00:00Z" };
      demoCentral.put(slot(`s2-${time}`, { schedule: { reference: "Schedule/s2" }, ...quarter(time) }), meta);
    }
    await mirror.increment();
    expect(mirror.slots().filter(({ schedule }) => schedule === "s2")).toHaveLength(4);
  }));

test("opening a grid pulls that schedule at once, and not again within five seconds", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later, 2);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    const windows = () =>
      demoCentral.asked.filter(({ path }) => path.includes("schedule=Schedule%2Fs2")).length;
    const before = windows();
    demoCentral.put(slot("s2-1", { schedule: { reference: "Schedule/s2" }, ...quarter(1), status: "busy" }));
    for (let times = 0; times < 5; times++) mirror.sync.refresh("s2");
    await waitFor(() => mirror.slots().find(({ id }) => id === "s2-1")?.status === "busy");
    expect(windows()).toBe(before + 1);
    await clock.pass(4000);
    expect(windows()).toBe(before + 1);
    await clock.pass(2000);
    await waitFor(() => windows() === before + 2);
  }));

test("sync now does not wait for the next increment", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    demoCentral.put(slot("s1-0", { ...quarter(0), status: "busy" }));
    mirror.sync.syncNow();
    await waitFor(() => mirror.slots().some(({ status }) => status === "busy"));
  }));
