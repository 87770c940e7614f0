import { join } from "node:path";
import { expect, test } from "vitest";
import type { SlotRow } from "#contract/index.ts";
import { openStore } from "#main/schedules/open-store.ts";
import { createSyncStore } from "#main/schedules/sync-store.ts";
import { quarter, slot } from "./clinic.ts";
import { type Later, temporaryFolder, withCleanUp } from "./helpers.ts";
import { openMirror, openScripted } from "./mirror.ts";

const row = (id: string, more: Partial<SlotRow> = {}): SlotRow => ({
  id,
  version: "1",
  lastUpdated: 1000,
  scheduleId: "s1",
  start: 10_000,
  end: 20_000,
  status: "free",
  ...more,
});

function openStored(later: Later) {
  const store = openStore(join(temporaryFolder(later), "store.db"));
  later(() => store.close());
  const sync = createSyncStore(store);
  sync.attach("central");
  sync.commit({
    reference: [{ type: "schedule", id: "s1", version: "1", lastUpdated: 1, active: true, roleId: "r1" }],
  });
  const rows = () => store.prepare("SELECT id, status, version FROM slot ORDER BY id").all();
  return { store, sync, rows };
}

test("a transaction that breaks after its first rows leaves neither rows nor cursor", () =>
  withCleanUp((later) => {
    const { sync, rows, store } = openStored(later);
    store.exec(
      "CREATE TRIGGER broken BEFORE INSERT ON slot WHEN new.id = 'c' BEGIN SELECT RAISE(ABORT, 'disk'); END",
    );
    const batch = { slots: [row("a"), row("b"), row("c")], cursors: { slot: 5000 }, freshAt: 5000 };
    expect(() => sync.commit(batch)).toThrow("disk");
    expect(rows()).toEqual([]);
    expect(sync.cursor("slot")).toBeNull();
    expect(sync.freshAt()).toBeNull();
    store.exec("DROP TRIGGER broken");
    sync.commit(batch);
    expect(rows()).toHaveLength(3);
    expect(sync.cursor("slot")).toBe(5000);
  }));

test("an increment that is cut between two pages moves no cursor, and the next one brings everything", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const mirror = openMirror(later, { url: demoCentral.url, clock, settings: { overlap: 0 } });
    await mirror.online();
    const cursor = () =>
      mirror.store.prepare("SELECT value FROM sync_state WHERE name = 'cursor:slot'").pluck().get();
    const before = cursor();
    clock.advance(1000);
    for (let time = 0; time < 4; time++)
      demoCentral.put(slot(`s1-${time}`, { ...quarter(time), status: "busy" }));
    demoCentral.pageSize = 1;
    demoCentral.script = ({ path }) =>
      path.includes("_lastUpdated") && path.includes("_offset=2") ? "reset" : null;
    await mirror.increment();
    expect(mirror.sync.state().state).toBe("stale");
    expect(cursor()).toBe(before);
    demoCentral.script = () => null;
    clock.advance(60_000);
    await mirror.online();
    expect(mirror.slots().map(({ status }) => status)).toEqual(["busy", "busy", "busy", "busy"]);
    expect(cursor()).toBeGreaterThan(Number(before));
  }));

test("a batch that is committed twice does nothing the second time", () =>
  withCleanUp((later) => {
    const { sync, rows } = openStored(later);
    const batch = { slots: [row("a"), row("b")] };
    expect(sync.commit(batch).scheduleIds).toEqual(["s1"]);
    const before = rows();
    expect(sync.commit(batch)).toEqual({ scheduleIds: [], catalogChanged: false, conflicts: [] });
    expect(rows()).toEqual(before);
  }));

test("versions in a wrong order: the newest stays, equals and elders are asked for", () =>
  withCleanUp((later) => {
    const { sync, rows } = openStored(later);
    sync.commit({ slots: [row("a", { version: "z", lastUpdated: 3000, status: "busy" })] });
    const late = sync.commit({
      slots: [row("a", { version: "x", lastUpdated: 2000 }), row("a", { version: "y", lastUpdated: 3000 })],
    });
    expect(rows()).toEqual([{ id: "a", status: "busy", version: "z" }]);
    expect(late.conflicts.map(({ why, version }) => [why, version])).toEqual([
      ["disputed", "z"],
      ["disputed", "z"],
    ]);
    const [conflict] = late.conflicts;
    if (!conflict) throw new Error("no doubt");
    sync.commit({
      resolutions: [
        { conflict, now: row("a", { version: "y", lastUpdated: 3000, status: "busy-unavailable" }) },
      ],
    });
    expect(rows()).toEqual([{ id: "a", status: "busy-unavailable", version: "y" }]);
  }));

test("a resolution that comes after something newer was stored changes nothing", () =>
  withCleanUp((later) => {
    const { sync, rows } = openStored(later);
    const window = { scheduleId: "s1", from: 0, until: 100_000, at: 1, rejected: [] };
    sync.commit({ windows: [{ ...window, rows: [row("a")] }] });
    const [conflict] = sync.commit({ windows: [{ ...window, rows: [] }] }).conflicts;
    if (!conflict) throw new Error("no doubt");
    sync.commit({ slots: [row("a", { version: "2", lastUpdated: 2000, status: "busy" })] });
    sync.commit({ resolutions: [{ conflict, now: "gone" }] });
    expect(rows()).toEqual([{ id: "a", status: "busy", version: "2" }]);
  }));

test("slots of a schedule that is not stored are passed over", () =>
  withCleanUp((later) => {
    const { sync, rows } = openStored(later);
    const { scheduleIds } = sync.commit({ slots: [row("a", { scheduleId: "strange" })] });
    expect(scheduleIds).toEqual([]);
    expect(rows()).toEqual([]);
  }));

test("a store that can't be written ends the sync with its error, for whoever watches over it", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const full = new Error("database or disk is full");
    const mirror = openMirror(later, {
      url: demoCentral.url,
      clock,
      wrap: (store) => ({
        ...store,
        commit(batch) {
          if (batch.windows) throw full;
          return store.commit(batch);
        },
      }),
    });
    await expect(mirror.sync.done).rejects.toBe(full);
  }));
