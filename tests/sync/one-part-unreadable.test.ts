import { describe, expect, test } from "vitest";
import { quarter, slot } from "./clinic.ts";
import { waitFor, withCleanUp } from "./helpers.ts";
import { type Mirror, openMirror, openScripted } from "./mirror.ts";
import { json, type Reply, type ScriptedCentral } from "./scripted-central.ts";

const fhir = "application/fhir+json";
const minute = 60_000;
const schedulesOf = (mirror: Mirror) => new Set(mirror.slots().map(({ schedule }) => schedule));
const isWindowOf = (id: string) => (path: string) => path.includes(`schedule=Schedule%2F${id}&`);
const askedFor = (demoCentral: ScriptedCentral, what: (path: string) => boolean) =>
  demoCentral.asked.filter(({ path }) => what(path)).length;

const replies: readonly [string, Reply][] = [
  ["answers 500", { status: 500 }],
  ["answers 503", { status: 503 }],
  ["answers 404", { status: 404 }],
  ["answers 410", { status: 410 }],
  ["answers 400", { status: 400 }],
  ["answers 403", { status: 403 }],
  ["does not answer in time", "hang"],
  ["breaks the connection", "reset"],
  ["answers a web page", { status: 200, type: "text/html", body: "<h1>Error</h1>" }],
  ["answers half a page", { status: 200, type: fhir, body: '{"resourceType":"Bundle","entry":[{"res' }],
  [
    "answers more than the cap",
    json({ resourceType: "Bundle", type: "searchset", padding: "x".repeat(70_000) }),
  ],
  [
    "answers an error in a page",
    json({
      resourceType: "Bundle",
      type: "searchset",
      entry: [
        {
          resource: { resourceType: "OperationOutcome", issue: [{ severity: "error", code: "processing" }] },
        },
      ],
    }),
  ],
];
// Long beside any honest answer, also on a loaded machine: only what hangs runs into it.
const settings = { timeout: 1500, maxAnswer: 65_536 };

describe.each(replies)("a schedule whose slots the central API %s", (_, reply) => {
  test("keeps no other from a first load, nor the kiosk offline, and comes when it can be read", () =>
    withCleanUp(async (later) => {
      const { demoCentral, clock } = await openScripted(later, 8);
      // So long ago that no search for changes tells them.
      clock.advance(60 * minute);
      demoCentral.script = ({ path }) => (isWindowOf("s3")(path) ? reply : null);
      const mirror = openMirror(later, { url: demoCentral.url, clock, settings });
      await mirror.online();
      expect(schedulesOf(mirror).size).toBe(7);
      demoCentral.script = () => null;
      clock.advance(minute);
      await waitFor(() => schedulesOf(mirror).size === 8);
    }));
});

test("a schedule whose pages never end keeps no other from a first load", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later, 8);
    clock.advance(60 * minute);
    let pages = 0;
    demoCentral.script = (asked) => {
      if (!isWindowOf("s3")(asked.path)) return null;
      const page = demoCentral.honest(asked);
      if (typeof page === "string") return page;
      const next = `${demoCentral.url}/${asked.path.replace(/&n=\d+$/, "")}&n=${++pages}`;
      const link = [{ relation: "next", url: next }];
      return json({ ...(JSON.parse(String(page.body)) as object), link });
    };
    const mirror = openMirror(later, { url: demoCentral.url, clock, settings });
    await mirror.online();
    expect(schedulesOf(mirror).size).toBe(7);
    expect(pages).toBeLessThan(100);
  }));

test("increments go on beside a schedule that can't be read, and the state doesn't flicker", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later, 8);
    const mirror = openMirror(later, { url: demoCentral.url, clock, settings });
    await mirror.online();
    demoCentral.script = ({ path }) => (isWindowOf("s3")(path) ? { status: 500 } : null);
    const told = mirror.states.length;
    for (let increments = 0; increments < 6; increments++) {
      mirror.sync.refresh("s3");
      demoCentral.put(
        slot("s3-1", { schedule: { reference: "Schedule/s3" }, ...quarter(1), status: "busy" }),
      );
      await mirror.increment();
    }
    await waitFor(() => mirror.slots().find(({ id }) => id === "s3-1")?.status === "busy");
    expect(new Set(mirror.states.slice(told).map(({ state }) => state))).toEqual(new Set(["online"]));
  }));

test("at night: a reconcile that meets it asks seldom, pulls the others, and leaves freshness alone", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later, 8);
    const mirror = openMirror(later, { url: demoCentral.url, clock, settings });
    await mirror.online();
    demoCentral.script = ({ path }) => (isWindowOf("s3")(path) ? { status: 500 } : null);
    // From 10:24 to 3:30 in Moscow; the last half hour step by step.
    clock.advance(16.5 * 60 * minute);
    await mirror.increment();
    await mirror.online();
    demoCentral.remove("Slot", "s5-0");
    const before = askedFor(demoCentral, isWindowOf("s3"));
    const told = mirror.states.length;
    for (let increments = 0; increments < 60; increments++) await mirror.increment();
    await waitFor(() => !mirror.slots().some(({ id }) => id === "s5-0"));
    expect(new Set(mirror.states.slice(told).map(({ state }) => state))).toEqual(new Set(["online"]));
    expect(mirror.log.of("sync.pull-failed")).toEqual([]);
    const asked = askedFor(demoCentral, isWindowOf("s3")) - before;
    expect(asked, "but it is tried again").toBeGreaterThan(1);
    expect(asked, "within half an hour").toBeLessThan(10);
  }));

test("half of the schedules can't be read: the other half is shown", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later, 12);
    clock.advance(60 * minute);
    demoCentral.script = ({ path }) =>
      ["s1", "s10", "s11", "s12", "s2", "s3"].some((id) => isWindowOf(id)(path)) ? { status: 500 } : null;
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    expect(schedulesOf(mirror).size).toBe(6);
  }));

test("no schedule can be read: nothing is taken for loaded", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later, 3);
    demoCentral.script = ({ path }) => (path.startsWith("Slot?schedule=") ? { status: 500 } : null);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await waitFor(() => mirror.log.of("sync.pull-failed").length > 0);
    await clock.pass(5000);
    expect(mirror.sync.state().state).toBe("never");
    demoCentral.script = () => null;
    await waitFor(() => {
      clock.advance(10_000);
      return schedulesOf(mirror).size === 3;
    });
    await mirror.online();
  }));

test("away in the middle of a first load is away: no schedule is blamed for it", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later, 8);
    demoCentral.script = ({ path }) => (path.startsWith("Slot?") ? "reset" : null);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await waitFor(() => mirror.log.of("sync.pull-failed").length > 0);
    expect(mirror.sync.state()).toMatchObject({ state: "never", reachable: false });
    demoCentral.script = () => null;
    await clock.pass(1500);
    await mirror.online();
    expect(schedulesOf(mirror).size).toBe(8);
  }));

const types = [
  "Organization",
  "Location",
  "HealthcareService",
  "Practitioner",
  "PractitionerRole",
  "Schedule",
];

describe.each(types)("%s that can't be read", (type) => {
  test.each<[string, Reply]>([
    ["answers 500", { status: 500 }],
    ["hangs", "hang"],
    ["answers 403", { status: 403 }],
  ])("in service (%s): times go on, and the other types", (_, reply) =>
    withCleanUp(async (later) => {
      const { demoCentral, clock } = await openScripted(later, 2);
      const mirror = openMirror(later, { url: demoCentral.url, clock, settings });
      await mirror.online();
      demoCentral.script = ({ path }) => (path.startsWith(`${type}?`) ? reply : null);
      const told = mirror.states.length;
      await mirror.increment();
      demoCentral.put(slot("s1-0", { ...quarter(0), status: "busy" }));
      const other = type === "Practitioner" ? "Organization" : "Practitioner";
      if (other === "Practitioner")
        demoCentral.put({
          resourceType: "Practitioner",
          id: "p1",
          name: [{ family: "Новая", given: ["Анна"] }],
        });
      else demoCentral.put({ resourceType: "Organization", id: "clinic", name: "Новая" });
      await mirror.increment();
      expect(mirror.slots().find(({ id }) => id === "s1-0")?.status).toBe("busy");
      expect(new Set(mirror.states.slice(told).map(({ state }) => state))).toEqual(new Set(["online"]));
      const column = other === "Practitioner" ? "family" : "name";
      const table = other.toLowerCase();
      const names = mirror.store.prepare(`SELECT ${column} FROM ${table}`).pluck().all();
      expect(names).toContain("Новая");
    }),
  );
});

test("rooms that can't be read keep nobody from a first load; without clinics there is nothing to show", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    demoCentral.script = ({ path }) => (path.startsWith("Location?") ? { status: 500 } : null);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    const other = await openScripted(later);
    other.demoCentral.script = ({ path }) => (path.startsWith("Organization?") ? { status: 500 } : null);
    const dark = openMirror(later, { url: other.demoCentral.url, clock: other.clock });
    await waitFor(() => dark.log.of("sync.pull-failed").length > 0);
    expect(dark.sync.state().state).toBe("never");
  }));

test.each<[string, Reply]>([
  ["answers 500", { status: 500 }],
  ["hangs", "hang"],
])("a central API that can't say what it is (%s) is mirrored all the same", (_, reply) =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    demoCentral.script = ({ path }) => (path === "metadata" ? reply : null);
    const mirror = openMirror(later, { url: demoCentral.url, clock, settings });
    await mirror.online();
  }),
);

test("changes that can't be read (a page with a row that breaks the central API): windows take their place", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later, 6);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    const before = clock.now();
    demoCentral.script = ({ path }) =>
      path.startsWith("Slot?_lastUpdated=ge2026-11-20T07%3A2") ? { status: 500 } : null;
    demoCentral.put(slot("s1-0", { ...quarter(0), status: "busy" }));
    clock.advance(6 * minute);
    await waitFor(() => mirror.slots().find(({ id }) => id === "s1-0")?.status === "busy");
    await waitFor(() => {
      const state = mirror.sync.state();
      return state.state === "online" && state.freshAt > before;
    });
  }));
