import { expect, test } from "vitest";
import { centralSettingsSchema } from "#contract/fhir/settings.ts";
import { createFhirCentral } from "#sync/fhir/index.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";
import { keptLog } from "#tests/support/log.ts";
import { friday, slot } from "./clinic.ts";
import { patient as signal } from "./connector.ts";
import { collect, type Later, withCleanUp } from "./helpers.ts";
import { json, type Resource, startScriptedCentral } from "./scripted-central.ts";

const minute = 60_000;

type Cap = {
  readonly pageRows: number;
  /** Links end behind so many rows of a search. */
  readonly cut: number;
  readonly total?: (matches: number) => number;
  /** Pages as row numbers, in place of the honest ones. */
  readonly pages?: (matches: readonly Resource[], offset: number) => readonly Resource[];
};

/** A central API whose searches are sorted as asked, with links that end early. */
async function openCapped(later: Later, resources: readonly Resource[], cap: Cap) {
  const demoCentral = await startScriptedCentral({ clock: fakeClock(friday) });
  later(() => demoCentral.close());
  demoCentral.script = ({ path }) => {
    const url = new URL(path, "http://central/");
    if (url.pathname === "/metadata") return null;
    const { searchParams: query } = url;
    const sort = query.get("_sort") === "start" ? "start" : "_lastUpdated";
    const keyOf = (it: Resource): number =>
      Date.parse(sort === "start" ? String(it.start) : (it.meta as { lastUpdated: string }).lastUpdated);
    const [prefix = "ge", since = 0] = ((text) =>
      text ? [text.slice(0, 2), Date.parse(text.slice(2))] : [])(query.get(sort) ?? "") as [string?, number?];
    const matches = resources
      .filter((it) => it.resourceType === url.pathname.slice(1))
      .filter((it) => (prefix === "gt" ? keyOf(it) > since : keyOf(it) >= since))
      .sort((one, other) => keyOf(one) - keyOf(other));
    const offset = Number(query.get("_offset") ?? 0);
    const rows = (cap.pages ?? ((all, from) => all.slice(from, from + cap.pageRows)))(matches, offset);
    const end = Math.min(matches.length, cap.cut);
    const page = rows.slice(0, Math.max(0, end - offset));
    query.set("_offset", String(offset + cap.pageRows));
    const next =
      offset + cap.pageRows < end
        ? [{ relation: "next", url: `${demoCentral.url}${url.pathname}?${query}` }]
        : [];
    return json({
      resourceType: "Bundle",
      type: "searchset",
      ...(cap.total ? { total: cap.total(matches.length) } : {}),
      link: next,
      entry: page.map((resource) => ({ resource })),
    });
  };
  const settings = centralSettingsSchema.parse({ url: demoCentral.url, pageSize: 1000 });
  const log = keptLog();
  const central = createFhirCentral({ settings, timeZone: "Europe/Moscow", log, clock: fakeClock(friday) });
  later(() => central.close());
  const found = async (pages: ReturnType<typeof central.changedSlots>) => {
    const ids = new Set<string>();
    let unproven = false;
    for await (const page of pages) {
      for (const { id } of page.rows) ids.add(id);
      unproven ||= page.unproven === true;
    }
    return { ids, unproven };
  };
  return { demoCentral, central, log, found };
}

const slots = (count: number, changedAt: (no: number) => number): Resource[] =>
  Array.from({ length: count }, (_, no) => ({
    ...slot(`slot-${no}`),
    start: new Date(friday + no * 5 * minute).toISOString(),
    end: new Date(friday + (no + 1) * 5 * minute).toISOString(),
    meta: { versionId: "1", lastUpdated: new Date(changedAt(no)).toISOString() },
  }));

test.each([
  ["each changed at its own moment", (no: number) => friday + no * 1000],
  ["changed seventy at a time", (no: number) => friday + Math.floor(no / 70) * 1000],
])("HAPI with a cap on pages tells 2,200 of 5,000 changed slots, %s: all are found", (_, changedAt) =>
  withCleanUp(async (later) => {
    const { central, found, log } = await openCapped(later, slots(5000, changedAt), {
      pageRows: 200,
      cut: 2200,
    });
    const changes = await found(central.changedSlots(0, signal));
    expect([changes.ids.size, changes.unproven]).toEqual([5000, false]);
    expect(log.lines.filter((line) => line.includes("search-incomplete"))).toEqual([]);
  }),
);

test("the same of one schedule's window", () =>
  withCleanUp(async (later) => {
    const { central, found } = await openCapped(
      later,
      slots(5000, () => friday),
      { pageRows: 200, cut: 2200 },
    );
    const window = await found(central.scheduleSlots("s1", 0, signal));
    expect([window.ids.size, window.unproven]).toEqual([5000, false]);
  }));

test("the same of doctors: the newest one is there", () =>
  withCleanUp(async (later) => {
    const doctors = Array.from({ length: 2500 }, (_, no) => ({
      resourceType: "Practitioner",
      id: `p${no}`,
      name: [{ family: "Врачёва", given: ["Анна"] }],
      meta: { versionId: "1", lastUpdated: new Date(friday + no * 1000).toISOString() },
    }));
    const { central } = await openCapped(later, doctors, { pageRows: 200, cut: 2200 });
    const ids: string[] = [];
    for await (const page of central.reference("practitioner", null, signal))
      ids.push(...page.rows.map(({ id }) => id));
    expect(new Set(ids).size).toBe(2500);
    expect(ids).toContain("p2499");
  }));

test.each([20, 100, 200, 500])(
  "a central API that cuts at %i rows, without any link, is asked for the rest",
  (cut) =>
    withCleanUp(async (later) => {
      const { central, found } = await openCapped(
        later,
        slots(1234, (no) => friday + no),
        { pageRows: cut, cut },
      );
      expect((await found(central.changedSlots(0, signal))).ids.size).toBe(1234);
    }),
);

test("an accurate total that was reached needs no further question", () =>
  withCleanUp(async (later) => {
    const { central, found, demoCentral } = await openCapped(
      later,
      slots(400, (no) => friday + no),
      { pageRows: 200, cut: 9999, total: (matches) => matches },
    );
    expect((await found(central.changedSlots(0, signal))).ids.size).toBe(400);
    expect(demoCentral.asked).toHaveLength(2);
  }));

test("a total that was not reached is taken at its word", () =>
  withCleanUp(async (later) => {
    const { central, found } = await openCapped(
      later,
      slots(47, (no) => friday + no),
      { pageRows: 7, cut: 7, total: (matches) => matches },
    );
    expect((await found(central.changedSlots(0, signal))).ids.size).toBe(47);
  }));

test("more rows of one instant than the central API ever tells: what follows is found, and the gap is told", () =>
  withCleanUp(async (later) => {
    const rows = slots(3000, (no) => (no < 2900 ? friday : friday + no));
    const { central, found, log } = await openCapped(later, rows, { pageRows: 200, cut: 2200 });
    const changes = await found(central.changedSlots(0, signal));
    expect([changes.ids.size, changes.unproven]).toEqual([2300, true]);
    expect(log.of("sync.search-incomplete")).toHaveLength(1);
    expect(log.of("sync.search-incomplete-again")).toHaveLength(0);
    await found(central.changedSlots(0, signal));
    expect(log.of("sync.search-incomplete")).toHaveLength(1);
    expect(log.of("sync.search-incomplete-again")).toHaveLength(1);
  }));

test("pages that repeat a row and skip another are read again; where that doesn't help it is told", () =>
  withCleanUp(async (later) => {
    const unstable = (all: readonly Resource[], offset: number) => {
      const byId = new Map(all.map((it) => [it.id, it]));
      const pages = [["slot-1", "slot-2"], ["slot-2", "slot-4"], ["slot-5"]];
      return (pages[offset / 2] ?? []).flatMap((id) => byId.get(id) ?? []);
    };
    const rows = slots(6, () => friday).slice(1);
    const { central, found, demoCentral } = await openCapped(later, rows, {
      pageRows: 2,
      cut: 9999,
      pages: unstable,
    });
    const changes = await found(central.changedSlots(0, signal));
    expect([[...changes.ids], changes.unproven]).toEqual([["slot-1", "slot-2", "slot-4", "slot-5"], true]);
    expect(demoCentral.asked.length).toBeLessThan(20);
  }));

test("a central API that passes over where to go on is not asked for ever", () =>
  withCleanUp(async (later) => {
    const { central, found, demoCentral } = await openCapped(
      later,
      slots(300, (no) => friday + no * minute),
      { pageRows: 100, cut: 200 },
    );
    const honest = demoCentral.script;
    demoCentral.script = (asked) => honest({ ...asked, path: asked.path.replace(/_lastUpdated=[^&]*&/, "") });
    const changes = await found(central.changedSlots(0, signal));
    expect([changes.ids.size, changes.unproven]).toEqual([200, true]);
    expect(demoCentral.asked.length).toBeLessThan(20);
  }));

test("an entry that can't be used is set aside and named, its neighbours are read", () =>
  withCleanUp(async (later) => {
    const { central, demoCentral } = await openCapped(later, [], { pageRows: 9, cut: 9 });
    demoCentral.script = () =>
      json({
        resourceType: "Bundle",
        type: "searchset",
        entry: [
          { fullUrl: "urn:x" },
          { resource: slots(1, () => friday)[0] },
          { resource: { resourceType: "Basic", id: "b" } },
        ],
      });
    const pages = await collect(central.changedSlots(0, signal));
    expect(pages.flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual(["slot-0"]);
    expect(pages.flatMap(({ rejected }) => rejected)).toMatchObject([
      { kind: "malformed" },
      { id: "b", kind: "notAsked" },
    ]);
  }));
