import { join } from "node:path";
import { expect, test } from "vitest";
import type { SlotRow } from "#contract/index.ts";
import { openStore } from "#main/schedules/open-store.ts";
import { createSyncStore } from "#main/schedules/sync-store.ts";
import type { Store } from "#main/store/open.ts";
import type { Batch, SyncStore } from "#sync/store.ts";
import { friday } from "./clinic.ts";
import { temporaryFolder, withCleanUp } from "./helpers.ts";

const hour = 3_600_000;

const schedule = (id: string) => ({
  type: "schedule" as const,
  id,
  version: "1",
  lastUpdated: friday,
  active: true,
  roleId: "r1",
});

function row(scheduleId: string, version: string, lastUpdated: number): SlotRow {
  const start = friday + hour;
  return {
    id: "given-away",
    scheduleId,
    start,
    end: start + hour,
    status: "free",
    version,
    lastUpdated,
    purpose: null,
  };
}

const window = (scheduleId: string, rows: readonly SlotRow[]): Batch => ({
  windows: [{ scheduleId, from: friday, until: friday + 24 * hour, at: friday, rows, rejected: [] }],
});

function openMirrorFile(later: (close: () => unknown) => void): {
  store: Store;
  mirror: SyncStore;
  file: string;
} {
  const file = join(temporaryFolder(later), "store.db");
  const store = openStore(file);
  later(() => store.close());
  const mirror = createSyncStore(store);
  mirror.attach("central");
  return { store, mirror, file };
}

const isIndexed = (store: Store): boolean =>
  store.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'slot_by_id'").get() !== undefined;
const places = (store: Store) =>
  store
    .prepare(
      "SELECT schedule.id AS schedule, slot.version FROM slot JOIN schedule ON schedule.no = schedule_no",
    )
    .all();

test("a first load builds the index at its end, and keeps the newest of a slot that moved meanwhile", () =>
  withCleanUp(async (later) => {
    const { store, mirror } = openMirrorFile(later);
    mirror.commit({ reference: [schedule("s1"), schedule("s2")] });
    mirror.bulk(true);
    expect(isIndexed(store)).toBe(false);
    mirror.commit(window("s2", [row("s2", "2", friday + 2)]));
    mirror.commit(window("s1", [row("s1", "1", friday + 1)]));
    mirror.bulk(false);
    expect(isIndexed(store)).toBe(true);
    expect(places(store)).toEqual([{ schedule: "s2", version: "2" }]);
  }));

test("a first load that was broken off goes on, with the index, after the next start", () =>
  withCleanUp(async (later) => {
    const { store, mirror, file } = openMirrorFile(later);
    mirror.commit({ reference: [schedule("s1"), schedule("s2")] });
    mirror.bulk(true);
    mirror.commit(window("s1", [row("s1", "1", friday + 1)]));
    store.close();
    const again = openStore(file);
    later(() => again.close());
    const reopened = createSyncStore(again);
    reopened.attach("central");
    expect(isIndexed(again)).toBe(true);
    reopened.bulk(true);
    reopened.commit(window("s2", [row("s2", "2", friday + 2)]));
    reopened.bulk(false);
    expect(places(again)).toEqual([{ schedule: "s2", version: "2" }]);
  }));
