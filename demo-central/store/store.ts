import type Database from "better-sqlite3";
import type { Clock } from "#contract/index.ts";
import { type IndexValue, indexValues } from "../fhir/index-values.ts";
import { isResourceType, type Resource, type ResourceType, type Stored } from "../fhir/resources.ts";
import type { ServerDialect } from "../server-dialect.ts";

type Row = {
  no: number;
  type: string;
  id: string;
  version: number;
  updated: number;
  deleted: number;
  json: string;
};

/** The resources of the central API with their versions. Every write is seen by searches as soon as it returns. */
export type Store = {
  read(type: ResourceType, id: string): Stored | null;
  /** Stores the next version of a resource (the first, if the id is new) under the central API's own time. */
  put(type: ResourceType, id: string, resource: Resource): Stored;
  /** Marks a resource deleted, under a new version. */
  remove(current: Stored): Stored;
  /** Runs all or nothing. Whatever `action` throws undoes its writes and is thrown on. */
  atomically<T>(action: () => T): T;
  readonly db: Database.Database;
  readonly timeZone: string;
  readonly dialect: ServerDialect;
  close(): void;
};

/** The whole resource as text, with `id` and `meta` set by the central API; other fields of `meta` are kept. */
export function resourceText(resource: Resource, id: string, version: number, updated: number): string {
  const { resourceType, id: _, meta, ...rest } = resource;
  const kept = typeof meta === "object" && meta !== null ? meta : {};
  return JSON.stringify({
    resourceType,
    id,
    meta: { ...kept, versionId: String(version), lastUpdated: new Date(updated).toISOString() },
    ...rest,
  });
}

export function createStore(
  db: Database.Database,
  clock: Clock,
  timeZone: string,
  dialect: ServerDialect,
): Store {
  const index = createIndexer(db, timeZone);
  const find = db.prepare<[string, string], Row>("SELECT * FROM resource WHERE type = ? AND id = ?");
  const insert = db.prepare<[string, string, number, number, string]>(
    "INSERT INTO resource (type, id, version, updated, json) VALUES (?, ?, ?, ?, ?)",
  );
  const update = db.prepare<[number, number, number, string, number]>(
    "UPDATE resource SET version = ?, updated = ?, deleted = ?, json = ? WHERE no = ?",
  );
  let latest = Number(db.prepare("SELECT max(updated) FROM resource").pluck().get() ?? 0);
  // Never goes back: a client's cursor over _lastUpdated would miss what is committed behind it.
  const stamp = (): number => {
    latest = Math.max(latest, clock.now());
    return latest;
  };
  const read = (type: ResourceType, id: string): Stored | null => {
    const row = find.get(type, id);
    return row ? storedOf(row) : null;
  };
  return {
    db,
    timeZone,
    dialect,
    read,
    put(type, id, resource) {
      const current = read(type, id);
      const version = (current?.version ?? 0) + 1;
      const updated = stamp();
      const json = resourceText(resource, id, version, updated);
      if (current) {
        update.run(version, updated, 0, json, current.no);
        index.drop(type, current.no);
      }
      const no = current?.no ?? Number(insert.run(type, id, version, updated, json).lastInsertRowid);
      index.add(resource, no);
      return { no, type, id, version, updated, deleted: false, json };
    },
    remove(current) {
      const version = current.version + 1;
      const updated = stamp();
      update.run(version, updated, 1, current.json, current.no);
      index.drop(current.type, current.no);
      return { ...current, version, updated, deleted: true };
    },
    atomically: (action) => db.transaction(action).immediate(),
    close: () => db.close(),
  };
}

export type Indexer = {
  add(resource: Resource, no: number): void;
  drop(type: ResourceType, no: number): void;
};

/** Keeps the index tables. Slots have columns of their own: there are a thousand of them to anything else. */
export function createIndexer(db: Database.Database, timeZone: string): Indexer {
  const slot = db.prepare("INSERT INTO slot_index (no, schedule, start, status) VALUES (?, ?, ?, ?)");
  const token = db.prepare(
    "INSERT OR IGNORE INTO token_index (type, param, value, system, no) VALUES (?, ?, ?, ?, ?)",
  );
  const reference = db.prepare(
    "INSERT OR IGNORE INTO reference_index (type, param, target, no) VALUES (?, ?, ?, ?)",
  );
  const date = db.prepare(
    "INSERT OR IGNORE INTO date_index (type, param, low, high, no) VALUES (?, ?, ?, ?, ?)",
  );
  const string = db.prepare(
    "INSERT OR IGNORE INTO string_index (type, param, value, no) VALUES (?, ?, ?, ?)",
  );
  const dropSlot = db.prepare("DELETE FROM slot_index WHERE no = ?");
  const drops = ["token_index", "reference_index", "date_index", "string_index"].map((table) =>
    db.prepare(`DELETE FROM ${table} WHERE no = ?`),
  );
  const addOne = (type: ResourceType, value: IndexValue, no: number): void => {
    switch (value.kind) {
      case "token":
        token.run(type, value.param, value.value, value.system, no);
        break;
      case "reference":
        reference.run(type, value.param, value.target, no);
        break;
      case "string":
        string.run(type, value.param, value.value, no);
        break;
      case "date":
        date.run(type, value.param, value.low, value.high, no);
        break;
    }
  };
  return {
    add(resource, no) {
      const values = indexValues(resource, timeZone);
      if (resource.resourceType === "Slot") {
        const columns = slotColumns(values);
        slot.run(no, columns.schedule, columns.start, columns.status);
      }
      for (const value of values) {
        if (!(resource.resourceType === "Slot" && isSlotColumn(value.param)))
          addOne(resource.resourceType, value, no);
      }
    },
    drop(type, no) {
      if (type === "Slot") dropSlot.run(no);
      for (const drop of drops) drop.run(no);
    },
  };
}

/** The parameters of Slot that are columns of `slot_index`. */
export const isSlotColumn = (param: string): param is "schedule" | "start" | "status" =>
  param === "schedule" || param === "start" || param === "status";

function slotColumns(values: readonly IndexValue[]): { schedule: string; start: number; status: string } {
  const columns = { schedule: "", start: 0, status: "" };
  for (const value of values) {
    if (value.kind === "reference") columns.schedule = value.target;
    if (value.kind === "date") columns.start = value.low;
    if (value.kind === "token" && value.param === "status") columns.status = value.value;
  }
  return columns;
}

function storedOf(row: Row): Stored {
  if (!isResourceType(row.type)) throw new Error(`a stored row of type ${row.type}`);
  return { ...row, type: row.type, deleted: row.deleted === 1 };
}
