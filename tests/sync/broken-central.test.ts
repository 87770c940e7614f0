import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { quarter, slot } from "./clinic.ts";
import { waitFor, withCleanUp } from "./helpers.ts";
import { openMirror, openScripted } from "./mirror.ts";
import { json, type Reply } from "./scripted-central.ts";

const fhir = "application/fhir+json";
const endless = json({ resourceType: "Bundle", type: "searchset", padding: "x".repeat(70_000) });

const faults: readonly [string, Reply, string][] = [
  ["answers a web page", { status: 200, type: "text/html", body: "<h1>Login</h1>" }, "invalidResponse"],
  [
    "answers JSON that is cut short",
    { status: 200, type: fhir, body: '{"resourceType":"Bundle","entry":[{"res' },
    "invalidResponse",
  ],
  ["answers another resource", json({ resourceType: "Patient", id: "1" }), "invalidResponse"],
  ["answers more than its cap", endless, "tooLarge"],
  [
    "answers little that unpacks into more than its cap",
    {
      status: 200,
      type: fhir,
      body: gzipSync(`{"a":"${"x".repeat(500_000)}"}`),
      headers: { "content-encoding": "gzip" },
    },
    "tooLarge",
  ],
  ["does not answer in time", "hang", "unavailable"],
  ["breaks the connection", "reset", "unavailable"],
  ["answers 503", { status: 503 }, "unavailable"],
  ["sends us elsewhere", { status: 302, headers: { location: "http://127.0.0.1:9/" } }, "rejected"],
  ["does not know us", { status: 403 }, "unauthorized"],
];

test.each(faults)(
  "a central API that %s changes nothing that is stored, is told as stale, and heals",
  (_, reply, fault) =>
    withCleanUp(async (later) => {
      const { demoCentral, clock } = await openScripted(later);
      const timeout = reply === "hang" ? 5000 : 10_000;
      const mirror = openMirror(later, {
        url: demoCentral.url,
        clock,
        settings: { timeout, maxAnswer: 65_536 },
      });
      await mirror.online();
      const before = mirror.slots();
      const freshAt = clock.now();

      demoCentral.put(slot("s1-0", { ...quarter(0), status: "busy" }));
      demoCentral.script = () => reply;
      await mirror.increment();
      expect(mirror.sync.state()).toEqual({ state: "stale", since: freshAt });
      expect(mirror.slots()).toEqual(before);
      expect(mirror.log.of("sync.pull-failed")[0]).toMatchObject({ fault });

      demoCentral.script = () => null;
      clock.advance(60_000);
      await mirror.online();
      expect(mirror.slots().find(({ id }) => id === "s1-0")?.status).toBe("busy");
    }),
);

test("a poisoned time is left out and counted, its neighbours are stored", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const bad: Record<string, unknown>[] = [
      { start: undefined },
      { start: "2026-11-23T09:00:00" },
      { start: "soon" },
      { end: quarter(0).start, start: quarter(0).end },
      { status: "perhaps" },
      { schedule: undefined },
    ];
    for (const [no, more] of bad.entries())
      demoCentral.put(slot(`bad-${no}`, { ...quarter(20 + no), ...more }));
    demoCentral.put(slot("no-version", quarter(40)), { versionId: "" });
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    expect(mirror.slots().map(({ id }) => id)).toEqual(["s1-0", "s1-1", "s1-2", "s1-3"]);
    expect(mirror.log.of("sync.rows-left-out").some(({ kind }) => kind === "withoutTime")).toBe(true);
    const told = mirror.log.lines.length;
    await mirror.increment();
    expect(
      mirror.log.lines.slice(told).filter((line) => line.includes("rows-left-out") && line.includes("bad-0")),
    ).toEqual([]);
  }));

test("a stored time that turns bad keeps what was known of it", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    demoCentral.put(slot("s1-1", { ...quarter(1), status: "perhaps" }));
    mirror.sync.refresh("s1");
    await waitFor(() => mirror.log.of("sync.rows-left-out").some(({ kind }) => kind === "unknownStatus"));
    await clock.pass(6000);
    mirror.sync.refresh("s1");
    await mirror.increment();
    expect(mirror.slots().find(({ id }) => id === "s1-1")?.status).toBe("free");
  }));

test("a poisoned doctor is left out, the others are stored", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later, 2);
    demoCentral.put({ resourceType: "Practitioner", id: "nameless" });
    demoCentral.put({ resourceType: "Schedule", id: "nobodys", actor: [{ reference: "Location/1" }] });
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    expect(mirror.ids("practitioner")).toEqual(["p1", "p2"]);
    expect(mirror.ids("schedule")).toEqual(["s1", "s2"]);
  }));

test.each([
  ["goes in a circle", (own: string) => own],
  ["leads to another machine", () => "http://192.0.2.1/fhir/Slot?page=2"],
  ["is no address", () => "http://["],
])("a next page that %s is refused", (_, link) =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    demoCentral.script = ({ path }) =>
      path.startsWith("Slot?")
        ? json({
            resourceType: "Bundle",
            type: "searchset",
            link: [{ relation: "next", url: link(`${demoCentral.url}/Slot?page=2`) }],
          })
        : null;
    await mirror.increment();
    expect(mirror.sync.state().state).toBe("stale");
    expect(mirror.log.of("sync.pull-failed")[0]).toMatchObject({ fault: "invalidResponse" });
  }),
);

test("a central API that asks to wait is not asked again before", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    demoCentral.script = () => ({ status: 429, headers: { "retry-after": "90" } });
    await mirror.increment();
    const asked = demoCentral.asked.length;
    demoCentral.script = () => null;
    await clock.pass(89_000);
    expect(demoCentral.asked.length).toBe(asked);
    await clock.pass(2000);
    await mirror.online();
  }));

test("waits between tries grow up to a minute and no further", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    demoCentral.script = () => "reset";
    await mirror.increment();
    const waits = () => mirror.log.of("sync.pull-failed").map(({ nextTryIn }) => nextTryIn);
    for (let tries = 1; tries <= 9; tries++) {
      await waitFor(() => waits().length === tries);
      await clock.pass(60_000);
    }
    expect(waits().every((wait, at) => wait <= 60_000 && (at === 0 || wait >= (waits()[at - 1] ?? 0)))).toBe(
      true,
    );
    expect(waits().at(-1)).toBeGreaterThanOrEqual(30_000);
  }));

test("an increment that hangs makes the schedule stale by itself", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const mirror = openMirror(later, { url: demoCentral.url, clock, settings: { timeout: 60_000 } });
    await mirror.online();
    demoCentral.script = () => "hang";
    await clock.pass(91_000);
    expect(mirror.sync.state().state).toBe("stale");
  }));

test("one schedule that can't be read does not keep the others from the screens", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later, 8);
    clock.advance(3_600_000);
    const page: Reply = { status: 200, type: "text/html", body: "<h1>Error</h1>" };
    demoCentral.script = ({ path }) => (path.includes("schedule=Schedule%2Fs3&") ? page : null);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    expect(new Set(mirror.slots().map(({ schedule }) => schedule)).size).toBe(7);
    demoCentral.script = () => null;
    await mirror.increment();
    expect(new Set(mirror.slots().map(({ schedule }) => schedule)).size).toBe(8);
  }));

test("a central API whose answers become invalid in the middle of a first load is not taken for loaded", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later, 8);
    const page: Reply = { status: 200, type: "text/html", body: "<h1>Login</h1>" };
    demoCentral.script = ({ path }) => (path.startsWith("Slot?") ? page : null);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await waitFor(() => mirror.log.of("sync.pull-failed").length > 0);
    expect(mirror.sync.state()).toMatchObject({ state: "never", reachable: false });
    expect(mirror.slots()).toEqual([]);
  }));
