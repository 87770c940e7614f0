import { join } from "node:path";
import { expect, test } from "vitest";
import { openStore } from "#main/schedules/open-store.ts";
import { createSyncStore } from "#main/schedules/sync-store.ts";
import type { Store } from "#main/store/open.ts";
import { type Batch, StoreBusy } from "#sync/store.ts";
import { friday, slot } from "./clinic.ts";
import { temporaryFolder, waitFor, withCleanUp } from "./helpers.ts";
import { openMirror, openScripted } from "./mirror.ts";
import type { Resource, ScriptedCentral } from "./scripted-central.ts";

const second = 1000;
const many = 12_000;

/** So many slots of `s1`, half a minute apart, within the weeks that are mirrored. */
const slots = (status: string, shift = 0): Resource[] =>
  Array.from({ length: many }, (_, no) => {
    const start = friday + (no + shift) * 30 * second;
    const times = { start: new Date(start).toISOString(), end: new Date(start + 30 * second).toISOString() };
    return slot(`many-${no}`, { ...times, status });
  });
const putAll = (demoCentral: ScriptedCentral, resources: readonly Resource[]) => {
  for (const resource of resources) demoCentral.put(resource);
};
const countOf = (store: Store, status: string) =>
  store.prepare<[string], number>("SELECT count(*) FROM slot WHERE status = ?").pluck().get(status) ?? 0;
const rowsOf = ({ slots = [], windows = [] }: Batch): number =>
  windows.reduce((sum, { rows }) => sum + rows.length, slots.length);

test("thousands of changed times of one schedule in one page are stored in short transactions", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    demoCentral.pageSize = many * 2;
    const sizes: number[] = [];
    const mirror = openMirror(later, {
      url: demoCentral.url,
      clock,
      wrap: (store) => ({
        ...store,
        commit(batch) {
          sizes.push(rowsOf(batch));
          return store.commit(batch);
        },
      }),
    });
    await mirror.online();
    putAll(demoCentral, slots("free"));
    await mirror.increment();
    expect(countOf(mirror.store, "free")).toBe(many + 4);
    // Each moved by an hour as well: none is found where it is stored.
    clock.advance(second);
    putAll(demoCentral, slots("busy", 120));
    await mirror.increment();
    expect(countOf(mirror.store, "busy")).toBe(many);
    expect(countOf(mirror.store, "free"), "and none is left behind").toBe(4);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(2000);
  }));

test("a schedule with thousands of times is stored in short transactions, each time once", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    demoCentral.pageSize = many * 2;
    putAll(demoCentral, slots("free"));
    // So long ago that only the window tells them.
    clock.advance(3_600_000);
    const batches: Batch[] = [];
    const mirror = openMirror(later, {
      url: demoCentral.url,
      clock,
      wrap: (store) => ({
        ...store,
        commit(batch) {
          batches.push(batch);
          return store.commit(batch);
        },
      }),
    });
    await mirror.online();
    expect(countOf(mirror.store, "free")).toBe(many + 4);
    // The first ones go to the end, some go altogether: across parts.
    for (let no = 0; no < 10; no++) {
      const start = friday + (many + no) * 30 * second;
      const times = {
        start: new Date(start).toISOString(),
        end: new Date(start + 30 * second).toISOString(),
      };
      demoCentral.put(slot(`many-${no}`, times), { lastUpdated: new Date(clock.now() - 1).toISOString() });
      demoCentral.remove("Slot", `many-${5000 + no}`);
    }
    mirror.sync.refresh("s1");
    await waitFor(() => countOf(mirror.store, "free") === many + 4 - 10);
    const ids = mirror.slots().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(Math.max(...batches.map(rowsOf))).toBeLessThanOrEqual(2000);
  }));

test("a slot is found by its id without a walk over its schedule", () =>
  withCleanUp((later) => {
    const store = openStore(join(temporaryFolder(later), "store.db"));
    later(() => store.close());
    const queries: string[] = [];
    createSyncStore(
      new Proxy(store, {
        get(target, name) {
          if (name !== "prepare")
            return Reflect.get(target, name).bind?.(target) ?? Reflect.get(target, name);
          return (sql: string) => {
            queries.push(sql);
            return target.prepare(sql);
          };
        },
      }),
    );
    const byId = queries.filter((sql) =>
      /FROM slot WHERE schedule_no = \? AND id = \?|slot\.id = \?/.test(sql),
    );
    expect(byId.length).toBeGreaterThan(0);
    for (const sql of byId) {
      const marks = (sql.match(/\?/g) ?? []).map(() => 0);
      const plan = store.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...marks) as { detail: string }[];
      expect(plan.map(({ detail }) => detail).join("\n"), sql).toContain("slot_by_id (id=?");
    }
  }));

test("a store that another program holds: the pull waits and goes on, nothing breaks", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    let busy = false;
    const mirror = openMirror(later, {
      url: demoCentral.url,
      clock,
      wrap: (store) => ({
        ...store,
        commit(batch) {
          if (busy) throw new StoreBusy("held");
          return store.commit(batch);
        },
      }),
    });
    await mirror.online();
    busy = true;
    demoCentral.put(slot("s1-0", { status: "busy" }));
    clock.advance(30_000);
    await waitFor(() => mirror.log.of("sync.store-busy").length > 0);
    mirror.sync.refresh("s1");
    await waitFor(() => mirror.log.of("sync.refresh-not-stored").length > 0);
    busy = false;
    await waitFor(() => {
      clock.advance(5000);
      return mirror.slots().find(({ id }) => id === "s1-0")?.status === "busy";
    });
  }));

test("a write that another connection keeps out is told as busy", () =>
  withCleanUp((later) => {
    const file = join(temporaryFolder(later), "store.db");
    const store = openStore(file);
    const other = openStore(file);
    later(() => other.close());
    later(() => store.close());
    store.pragma("busy_timeout = 1");
    const sync = createSyncStore(store);
    other.exec("BEGIN IMMEDIATE");
    expect(() => sync.commit({ freshAt: friday })).toThrow(StoreBusy);
    expect(() => sync.invalidateCursors(friday)).toThrow(StoreBusy);
    other.exec("COMMIT");
    sync.commit({ freshAt: friday });
    expect(sync.freshAt()).toBe(friday);
  }));
