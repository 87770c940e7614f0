import { plausibleInstant, type ReferenceType, referenceTypes } from "#contract/index.ts";
import { type Batch, type Effect, StoreBusy, type StoredSchedule, type SyncStore } from "#sync/store.ts";
import { isBusy, type Store } from "../store/open.ts";
import { noChanges } from "./mirror/changes.ts";
import { offerTables } from "./mirror/offers.ts";
import { type ReferenceTable, referenceTable } from "./mirror/reference.ts";
import { slotIndex } from "./mirror/slot-index.ts";
import { slotTable } from "./mirror/slots.ts";

type ScheduleColumns = { readonly id: string; readonly active: number; readonly window_at: number | null };

/** A week of so many schedules goes in one transaction: whoever else writes waits for its end. */
const schedulesPerPrune = 20;

/** The write side of the mirror, on a connection of its own. */
export function createSyncStore(store: Store): SyncStore {
  const state = stateTable(store);
  const reference: Record<ReferenceType, ReferenceTable> = {
    organization: referenceTable(store, "organization"),
    location: referenceTable(store, "location"),
    service: referenceTable(store, "service"),
    practitioner: referenceTable(store, "practitioner"),
    role: referenceTable(store, "role"),
    schedule: referenceTable(store, "schedule"),
  };
  const numberOf = store.prepare<[string], number>("SELECT no FROM schedule WHERE id = ?").pluck();
  // Of the transaction under way; a schedule's number may be given to another one after it was removed.
  const numbers = new Map<string, number>();
  const scheduleNo = (scheduleId: string): number | null => {
    const known = numbers.get(scheduleId);
    if (known !== undefined) return known;
    const no = numberOf.get(scheduleId);
    if (no === undefined) return null;
    numbers.set(scheduleId, no);
    return no;
  };
  const index = slotIndex(store);
  const slots = slotTable(store, scheduleNo, index);
  const offers = offerTables(store);
  const listSchedules = store.prepare<[], ScheduleColumns>(
    "SELECT id, active, window_at FROM schedule ORDER BY id",
  );
  const roleReferences = store.prepare<[], ReturnType<SyncStore["roleReferences"]>[number]>(
    "SELECT id, practitioner_id AS practitionerId, room_location_id AS roomLocationId FROM role",
  );
  const identifiers = store.prepare<[], ReturnType<SyncStore["identifiers"]>[number]>(
    "SELECT type, id, key FROM identifier",
  );

  const commit = store.transaction((batch: Batch): Effect => {
    numbers.clear();
    const changes = noChanges();
    for (const row of batch.reference ?? []) reference[row.type].upsert(row, changes);
    for (const { type, ids } of batch.left ?? []) for (const id of ids) reference[type].remove(id, changes);
    for (const pull of batch.complete ?? []) reference[pull.type].complete(pull, changes);
    for (const window of batch.windows ?? []) slots.window(window, changes);
    for (const row of batch.slots ?? []) slots.upsert(row, changes);
    for (const resolution of batch.resolutions ?? []) {
      if (resolution.conflict.of === "slot") slots.settle(resolution, changes);
      else reference[resolution.conflict.of].settle(resolution, changes);
    }
    for (const [kind, cursor] of Object.entries(batch.cursors ?? {})) state.set(`cursor:${kind}`, cursor);
    if (batch.freshAt !== undefined) state.set("fresh_at", batch.freshAt);
    if (batch.fullAt !== undefined) state.set("full_at", batch.fullAt);
    const told = (batch.windows ?? []).filter(({ at }) => at !== null).map(({ scheduleId }) => scheduleId);
    if (changes.catalog || told.some(offers.isUndecided)) offers.resolve();
    return {
      scheduleIds: [...changes.scheduleIds],
      catalogChanged: changes.catalog,
      conflicts: changes.conflicts,
    };
  });

  const forget = store.transaction((central: string) => {
    for (const table of ["slot", ...referenceTypes, "identifier", "sync_state"])
      store.exec(`DELETE FROM ${table}`);
    offers.resolve();
    state.set("centre", central);
  });
  const resolve = store.transaction(() => offers.resolve());
  const invalidateCursors = store.transaction((now: number) => {
    // Zero, and not null: an old window is pulled in the background, a missing one before anything else.
    store.exec("UPDATE schedule SET window_at = 0 WHERE window_at IS NOT NULL");
    store.exec("DELETE FROM sync_state WHERE name LIKE 'cursor:%' OR name = 'full_at'");
    state.set("cursor:slot", now);
    const freshAt = state.instant("fresh_at");
    if (freshAt !== null && !(freshAt <= now)) state.set("fresh_at", now);
  });
  const pruneSome = store.transaction((numbers: readonly number[], before: number) =>
    slots.prune(numbers, before),
  );

  return {
    attach(central) {
      if (state.get("centre") !== central) forget.immediate(central);
      else toldBusy(() => resolve.immediate());
      // A first load was broken off.
      toldBusy(() => index.restore());
    },
    cursor: (kind) => state.instant(`cursor:${kind}`),
    freshAt: () => state.instant("fresh_at"),
    fullAt: () => state.instant("full_at"),
    schedules: () =>
      listSchedules
        .all()
        .map(
          ({ id, active, window_at }): StoredSchedule => ({ id, active: active === 1, windowAt: window_at }),
        ),
    ids: (type) => reference[type].ids(),
    roleReferences: () => roleReferences.all(),
    identifiers: () => identifiers.all(),
    commit: (batch) => toldBusy(() => commit.immediate(batch)),
    invalidateCursors: (now) => toldBusy(() => invalidateCursors.immediate(now)),
    prune(before) {
      const all = slots.scheduleNumbers();
      for (let begin = 0; begin < all.length; begin += schedulesPerPrune) {
        const some = all.slice(begin, begin + schedulesPerPrune);
        toldBusy(() => pruneSome.immediate(some, before));
      }
    },
    bulk(on) {
      // Few large checkpoints while loading: each writes every page that changed since the last.
      store.pragma(`wal_autocheckpoint = ${on ? 20_000 : 1000}`);
      toldBusy(() => (on ? index.leaveOut() : index.restore()));
      if (!on) store.pragma("wal_checkpoint(TRUNCATE)");
    },
  };
}

function toldBusy<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (isBusy(error)) throw new StoreBusy("another connection holds the store", { cause: error });
    throw error;
  }
}

/** When what is stored of a central API was last known to be what it holds; null if that was never. */
export function storedFreshness(store: Store, central: string): number | null {
  const state = stateTable(store);
  return state.get("centre") === central ? plausibleInstant(state.instant("fresh_at")) : null;
}

function stateTable(store: Store) {
  const select = store
    .prepare<[string], number | string>("SELECT value FROM sync_state WHERE name = ?")
    .pluck();
  const upsert = store.prepare<[string, number | string]>(
    "INSERT INTO sync_state (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
  );
  return {
    get: (name: string) => select.get(name),
    instant(name: string): number | null {
      const value = select.get(name);
      return typeof value === "number" ? value : null;
    },
    set(name: string, value: number | string): void {
      upsert.run(name, value);
    },
  };
}
