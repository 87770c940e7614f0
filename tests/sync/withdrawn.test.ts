import { expect, test } from "vitest";
import { quarter, slot } from "./clinic.ts";
import { waitFor, withCleanUp } from "./helpers.ts";
import { type Mirror, openMirror, openScripted } from "./mirror.ts";
import { json, type ScriptedCentral } from "./scripted-central.ts";

const ids = (mirror: Mirror) => mirror.slots().map(({ id }) => id);

/** Asks for the window of `s1` again and waits until it was answered and looked through. */
async function openGrid(
  mirror: Mirror,
  demoCentral: ScriptedCentral,
  pass: (ms: number) => Promise<void>,
): Promise<void> {
  await pass(6000);
  const windows = () => demoCentral.asked.filter(({ path }) => path.startsWith("Slot?schedule=")).length;
  const before = windows();
  mirror.sync.refresh("s1");
  await waitFor(() => windows() > before);
}

test("a time that a window no longer shows goes when the central API says that it is gone", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    demoCentral.remove("Slot", "s1-2");
    await openGrid(mirror, demoCentral, clock.pass);
    await waitFor(() => !ids(mirror).includes("s1-2"));
    expect(ids(mirror)).toEqual(["s1-0", "s1-1", "s1-3"]);
    expect(demoCentral.asked.some(({ method, path }) => method === "GET" && path === "Slot/s1-2")).toBe(true);
    expect(mirror.schedulesChanged.at(-1)).toEqual(["s1"]);
  }));

test("a time that paging skipped stays: the central API is asked for it and has it", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    const empty = json({ resourceType: "Bundle", type: "searchset", entry: [] });
    demoCentral.script = ({ path }) => (path.startsWith("Slot?schedule=") ? empty : null);
    for (let times = 0; times < 3; times++) {
      await openGrid(mirror, demoCentral, clock.pass);
      await waitFor(() => demoCentral.asked.filter(({ path }) => path === "Slot/s1-3").length > times);
    }
    expect(ids(mirror)).toEqual(["s1-0", "s1-1", "s1-2", "s1-3"]);
  }));

test("a time that can't be asked for goes when two complete windows have missed it, not before", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    demoCentral.remove("Slot", "s1-2");
    demoCentral.script = ({ path }) => (path === "Slot/s1-2" ? { status: 500 } : null);
    await openGrid(mirror, demoCentral, clock.pass);
    await waitFor(() => demoCentral.asked.some(({ path }) => path === "Slot/s1-2"));
    expect(ids(mirror)).toContain("s1-2");
    await openGrid(mirror, demoCentral, clock.pass);
    await waitFor(() => !ids(mirror).includes("s1-2"));
  }));

test("of very many that paging skipped a few are asked for, and where one is there all stay", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    for (let count = 4; count < 30; count++) demoCentral.put(slot(`s1-${count}`, quarter(count)));
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    const empty = json({ resourceType: "Bundle", type: "searchset", entry: [] });
    demoCentral.script = ({ path }) => (path.startsWith("Slot?schedule=") ? empty : null);
    const asked = () => demoCentral.asked.filter(({ path }) => path.startsWith("Slot/s1-")).length;
    for (const times of [1, 2]) {
      await openGrid(mirror, demoCentral, clock.pass);
      await waitFor(() => asked() === 20 * times);
      await waitFor(() => mirror.log.of("sync.conflicts-asked").length === times);
    }
    expect(mirror.log.of("sync.conflicts-asked")).toMatchObject([
      { conflicts: 30, resolved: 30 },
      { conflicts: 30, resolved: 30 },
    ]);
    expect(ids(mirror)).toHaveLength(30);
  }));

test("a time that can't be read when it is asked for exists, whatever it holds", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    demoCentral.remove("Slot", "s1-2");
    demoCentral.script = ({ path }) => (path === "Slot/s1-2" ? json({ resourceType: "Slot" }) : null);
    for (const times of [1, 2]) {
      await openGrid(mirror, demoCentral, clock.pass);
      await waitFor(() => mirror.log.of("sync.conflicts-asked").length === times);
    }
    expect(ids(mirror)).toContain("s1-2");
  }));

test("a time that was moved out of view, as its own answer says, goes", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    const years = { start: "2031-11-24T06:00:00Z", end: "2031-11-24T06:15:00Z" };
    // The search already leaves it out.
    const rest = [0, 1, 3].map((time) => ({
      resource: {
        ...slot(`s1-${time}`, quarter(time)),
        meta: { versionId: "1", lastUpdated: "2026-11-20T07:24:00Z" },
      },
    }));
    demoCentral.put(slot("s1-2", years));
    demoCentral.script = ({ path }) =>
      path.startsWith("Slot?schedule=")
        ? json({ resourceType: "Bundle", type: "searchset", entry: rest })
        : null;
    await openGrid(mirror, demoCentral, clock.pass);
    await waitFor(() => !ids(mirror).includes("s1-2"));
    expect(demoCentral.asked.some(({ path }) => path === "Slot/s1-2")).toBe(true);
  }));

test("half a window withdraws nothing", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    for (let time = 0; time < 4; time++) demoCentral.remove("Slot", `s1-${time}`);
    demoCentral.put(slot("s1-9", quarter(9)));
    demoCentral.put(slot("s1-8", quarter(8)));
    demoCentral.pageSize = 1;
    demoCentral.script = ({ path }) => (path.includes("_offset=1") ? "reset" : null);
    await openGrid(mirror, demoCentral, clock.pass);
    await waitFor(() => mirror.log.of("sync.refresh-failed").length > 0);
    expect(ids(mirror)).toEqual(["s1-0", "s1-1", "s1-2", "s1-3"]);
  }));

test("a time entered in error is not shown", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    clock.advance(1000);
    demoCentral.put(slot("s1-1", { ...quarter(1), status: "entered-in-error" }));
    await mirror.increment();
    expect(ids(mirror)).toEqual(["s1-0", "s1-2", "s1-3"]);
  }));

test("at night: a doctor and a time that were deleted are gone in the morning", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later, 2);
    const mirror = openMirror(later, { url: demoCentral.url, clock, settings: { every: 3600 } });
    await mirror.online();
    for (const [type, id] of [
      ["PractitionerRole", "r2"],
      ["Schedule", "s2"],
      ["Slot", "s1-0"],
    ] as const) {
      demoCentral.remove(type, id);
    }
    // 10:24 in Moscow; the reconcile begins within twenty minutes after three.
    for (let hours = 0; hours < 18; hours++) await mirror.increment();
    await waitFor(() => !ids(mirror).includes("s1-0"));
    expect(mirror.ids("role")).toEqual(["r1"]);
    expect(mirror.ids("schedule")).toEqual(["s1"]);
    expect(mirror.slots().map(({ schedule }) => schedule)).not.toContain("s2");
  }));

test("times of last week are cleared away", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const mirror = openMirror(later, { url: demoCentral.url, clock, settings: { every: 3600 } });
    await mirror.online();
    clock.advance(11 * 24 * 3_600_000);
    await waitFor(() => mirror.slots().length === 0);
  }));
