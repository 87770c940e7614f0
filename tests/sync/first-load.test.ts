import { join } from "node:path";
import { expect, test } from "vitest";
import { addDoctor, friday } from "./clinic.ts";
import { temporaryFolder, waitFor, withCleanUp } from "./helpers.ts";
import { openMirror, openScripted } from "./mirror.ts";

test("clinics, doctors and times are stored, and the progress can be followed", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later, 3);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    expect(mirror.sync.state()).toMatchObject({ state: "never", reachable: false });
    await mirror.online();
    expect(mirror.ids("organization")).toEqual(["branch", "clinic"]);
    expect(mirror.ids("role")).toEqual(["r1", "r2", "r3"]);
    expect(mirror.slots()).toHaveLength(12);
    const stages = mirror.states.flatMap((state) => (state.state === "never" ? [state.progress] : []));
    expect(stages).toContainEqual({ stage: "connecting", done: 0, total: null });
    expect(stages).toContainEqual({ stage: "reference", done: 6, total: 6 });
    expect(stages).toContainEqual({ stage: "slots", done: 0, total: 3 });
    expect(stages.at(-1)).toEqual({ stage: "slots", done: 3, total: 3 });
  }));

test("pages are followed to the last one", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later, 3);
    demoCentral.pageSize = 1;
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    expect(mirror.slots()).toHaveLength(12);
    expect(mirror.ids("practitioner")).toEqual(["p1", "p2", "p3"]);
  }));

test("a break in the middle: what was finished is kept, and is not asked for again after a restart", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later, 6);
    const file = join(temporaryFolder(later), "store.db");
    const wasAsked = (id: string) =>
      demoCentral.asked.some(({ path }) => path.includes(`schedule=Schedule%2F${id}&`));
    demoCentral.script = ({ path }) => (path.startsWith("Slot?") && wasAsked("s5") ? "reset" : null);
    const before = openMirror(later, { url: demoCentral.url, clock, file });
    await waitFor(
      () => before.sync.state().state === "never" && before.log.of("sync.pull-failed").length > 0,
    );
    expect(before.slots().length).toBeGreaterThan(0);
    expect(before.sync.state()).toMatchObject({ state: "never", reachable: false });
    const kept = new Set(before.slots().map(({ schedule }) => schedule));
    await before.sync.close();
    before.store.close();

    demoCentral.script = () => null;
    demoCentral.asked.length = 0;
    const after = openMirror(later, { url: demoCentral.url, clock, file });
    await after.online();
    expect(after.slots()).toHaveLength(24);
    const windows = demoCentral.asked.flatMap(
      ({ path }) => /schedule=Schedule%2F(s\d)/.exec(path)?.[1] ?? [],
    );
    expect(windows.toSorted()).toEqual(["s1", "s2", "s3", "s4", "s5", "s6"].filter((id) => !kept.has(id)));
  }));

test("after a restart the stored schedule is stale until the central API was heard, then online", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const file = join(temporaryFolder(later), "store.db");
    const before = openMirror(later, { url: demoCentral.url, clock, file });
    await before.online();
    const freshAt = clock.now();
    await before.sync.close();
    before.store.close();
    clock.advance(3_600_000);
    const after = openMirror(later, { url: demoCentral.url, clock, file });
    expect(after.sync.state()).toEqual({ state: "stale", since: freshAt });
    expect(after.slots()).toHaveLength(4);
    await after.online();
  }));

test("what is stored of another central API is not shown as this one's", () =>
  withCleanUp(async (later) => {
    const one = await openScripted(later, 2);
    const other = await openScripted(later, 1);
    const file = join(temporaryFolder(later), "store.db");
    const before = openMirror(later, { url: one.demoCentral.url, clock: one.clock, file });
    await before.online();
    await before.sync.close();
    before.store.close();
    const after = openMirror(later, { url: other.demoCentral.url, clock: other.clock, file });
    expect(after.sync.state().state).toBe("never");
    expect(after.slots()).toEqual([]);
    await after.online();
    expect(after.ids("role")).toEqual(["r1"]);
  }));

test("only the configured clinics are mirrored, with their branches, doctors and times", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later, 1);
    demoCentral.put({ resourceType: "Organization", id: "foreign", name: "Чужая" });
    addDoctor(demoCentral, 2, "foreign");
    const mirror = openMirror(later, {
      url: demoCentral.url,
      clock,
      settings: { organizations: ["clinic"] },
    });
    await mirror.online();
    expect(mirror.ids("organization")).toEqual(["branch", "clinic"]);
    expect(mirror.ids("role")).toEqual(["r1"]);
    expect(mirror.ids("practitioner")).toEqual(["p1"]);
    expect(new Set(mirror.slots().map(({ schedule }) => schedule))).toEqual(new Set(["s1"]));

    // A branch that is added brings its doctor along, although the doctor's row is old news by then.
    clock.advance(3_600_000);
    demoCentral.put({
      resourceType: "Organization",
      id: "foreign",
      name: "Новая",
      partOf: { reference: "Organization/clinic" },
    });
    await waitFor(() => mirror.ids("role").includes("r2"));
    await waitFor(() => mirror.slots().some(({ schedule }) => schedule === "s2"));
    expect(mirror.ids("practitioner")).toEqual(["p1", "p2"]);
  }));

test("a clinic without doctors is loaded, and its first doctor comes with the next increment", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later, 0);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    expect(mirror.sync.state()).toEqual({ state: "online", freshAt: friday });
    addDoctor(demoCentral, 1, "branch");
    await mirror.increment();
    expect(mirror.slots()).toHaveLength(4);
  }));
