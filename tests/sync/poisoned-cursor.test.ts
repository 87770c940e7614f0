import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openStore } from "#main/schedules/open-store.ts";
import { friday, quarter, slot } from "./clinic.ts";
import { temporaryFolder, waitFor, withCleanUp } from "./helpers.ts";
import { openMirror, openScripted } from "./mirror.ts";
import { json, type Reply, type ScriptedCentral } from "./scripted-central.ts";

const minute = 60_000;
const year = 365 * 24 * 60 * minute;

/** The honest answer under another Date. */
const dated = (reply: Reply, date: string): Reply =>
  typeof reply === "string" ? reply : { ...reply, headers: { ...reply.headers, date } };
const lie = (demoCentral: ScriptedCentral, date: string) => {
  demoCentral.script = (asked) => dated(demoCentral.honest(asked), date);
};

const dates: readonly [string, string][] = [
  ["the year 275760", "Sat, 13 Sep 275760 00:00:00 GMT"],
  ["the year 9999", "Fri, 31 Dec 9999 23:59:59 GMT"],
  ["1970", "Thu, 01 Jan 1970 00:00:00 GMT"],
  ["a year ahead", new Date(friday + year).toUTCString()],
  ["a year back", new Date(friday - year).toUTCString()],
  ["no date at all", "soon"],
];

describe.each(dates)("a central API that says %s for some seconds", (_, date) => {
  test("in service: nothing is cleared away, and the next change is seen", () =>
    withCleanUp(async (later) => {
      const { demoCentral, clock } = await openScripted(later, 2);
      const mirror = openMirror(later, { url: demoCentral.url, clock });
      await mirror.online();
      lie(demoCentral, date);
      await mirror.increment();
      mirror.sync.refresh("s1");
      await mirror.increment();
      expect(mirror.slots()).toHaveLength(8);
      demoCentral.script = () => null;
      demoCentral.put(slot("s1-0", { ...quarter(0), status: "busy" }));
      await mirror.increment();
      expect(mirror.slots().find(({ id }) => id === "s1-0")?.status).toBe("busy");
      expect(mirror.slots()).toHaveLength(8);
      const said = mirror.store
        .prepare<[], number>("SELECT max(value) FROM sync_state WHERE name <> 'centre'")
        .pluck()
        .get();
      expect(said).toBeLessThanOrEqual(clock.now() + minute);
    }));

  test("while it is first loaded: it is loaded, and heals", () =>
    withCleanUp(async (later) => {
      const { demoCentral, clock } = await openScripted(later, 2);
      lie(demoCentral, date);
      const mirror = openMirror(later, { url: demoCentral.url, clock });
      await mirror.online();
      demoCentral.script = () => null;
      demoCentral.put(slot("s1-0", { ...quarter(0), status: "busy" }));
      await mirror.increment();
      await mirror.increment();
      await waitFor(() => mirror.slots().length === 8);
      await waitFor(() => mirror.slots().find(({ id }) => id === "s1-0")?.status === "busy");
      expect(mirror.sync.state()).toMatchObject({ state: "online", freshAt: clock.now() });
    }));
});

test.each([
  ["8.64e15", 8.64e15],
  ["more than a Date can hold", 1e17],
  ["the year 9999", Date.parse("9999-12-31T23:59:59Z")],
  ["a year ahead", friday + year],
  ["negative", -1],
])("a store that holds a cursor of %s from an earlier run heals", (_, cursor) =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later, 2);
    const file = join(temporaryFolder(later), "store.db");
    const first = openMirror(later, { url: demoCentral.url, clock, file });
    await first.online();
    await first.sync.close();
    const store = openStore(file);
    store.prepare("UPDATE sync_state SET value = ? WHERE name <> 'centre'").run(cursor);
    store.prepare("UPDATE schedule SET window_at = ?").run(cursor);
    store.close();
    clock.advance(5 * minute);
    demoCentral.put(slot("s1-0", { ...quarter(0), status: "busy" }));
    demoCentral.put({ resourceType: "Practitioner", id: "p1", name: [{ family: "Новая", given: ["Анна"] }] });
    demoCentral.script = ({ path }) => (/_lastUpdated=ge(%2B|-|9999)/.test(path) ? { status: 400 } : null);

    const mirror = openMirror(later, { url: demoCentral.url, clock, file });
    await waitFor(() => {
      const state = mirror.sync.state();
      return state.state === "online" && state.freshAt === clock.now();
    });
    await waitFor(() => mirror.slots().find(({ id }) => id === "s1-0")?.status === "busy");
    expect(mirror.slots()).toHaveLength(8);
    expect(mirror.store.prepare("SELECT family FROM practitioner WHERE id = 'p1'").pluck().get()).toBe(
      "Новая",
    );
    expect(mirror.log.of("sync.pull-failed")).toEqual([]);
  }),
);

test("a row that the central API dates into the future does not keep later versions of it out", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    demoCentral.put(slot("s1-0", { ...quarter(0), status: "busy" }), { lastUpdated: "9999-12-31T00:00:00Z" });
    await mirror.increment();
    expect(mirror.slots().find(({ id }) => id === "s1-0")?.status).toBe("busy");
    demoCentral.put(slot("s1-0", quarter(0)));
    await mirror.increment();
    expect(mirror.slots().find(({ id }) => id === "s1-0")?.status).toBe("free");
  }));

test("a central API without a Date header whose rows are dated into the future is asked for what is new", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    lie(demoCentral, "");
    demoCentral.put(slot("s1-3", quarter(3)), { lastUpdated: "9999-12-31T00:00:00Z" });
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    demoCentral.put(slot("s1-0", { ...quarter(0), status: "busy" }));
    await mirror.increment();
    expect(mirror.slots().find(({ id }) => id === "s1-0")?.status).toBe("busy");
  }));

test("pages that repeat a row and skip another: within one reconcile the skipped one is right", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    const ids = ["s1-0", "s1-1", "s1-2", "s1-3"];
    for (const [time, id] of ids.entries()) demoCentral.put(slot(id, { ...quarter(time), status: "busy" }));
    const resources = new Map(
      ids.map((id) => {
        const reply = demoCentral.honest({ method: "GET", path: `Slot/${id}`, headers: {}, body: "" });
        return [id, typeof reply === "string" ? null : JSON.parse(String(reply.body))];
      }),
    );
    const pages = [
      ["s1-0", "s1-1"],
      ["s1-1", "s1-3"],
    ];
    demoCentral.script = ({ path }) => {
      if (!path.startsWith("Slot?_lastUpdated")) return null;
      const page = Number(new URL(path, "http://x/").searchParams.get("page") ?? 0);
      return json({
        resourceType: "Bundle",
        type: "searchset",
        link: page === 0 ? [{ relation: "next", url: `${demoCentral.url}/${path}&page=1` }] : [],
        entry: (pages[page] ?? []).map((id) => ({ resource: resources.get(id) })),
      });
    };
    await mirror.increment();
    await waitFor(() => mirror.slots().every(({ status }) => status === "busy"));
  }));
