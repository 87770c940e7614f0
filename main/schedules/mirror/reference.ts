import type { ReferenceRow, ReferenceType } from "#contract/index.ts";
import type { CompleteReference, Conflict, Resolution } from "#sync/store.ts";
import type { Store } from "../../store/open.ts";
import type { Changes } from "./changes.ts";

type Value = string | number | null;

const columns: Record<ReferenceType, readonly string[]> = {
  organization: ["parent_id", "name", "kind", "district", "address", "phone", "level"],
  location: ["organization_id", "parent_id", "name", "is_room", "district", "address"],
  service: [
    "organization_id",
    "code",
    "name",
    "payment",
    "attached_only",
    "referral_needed",
    "from_age",
    "to_age",
    "sex",
    "links",
  ],
  practitioner: ["family", "given", "patronymic"],
  role: [
    "practitioner_id",
    "organization_id",
    "room_location_id",
    "position",
    "room_name",
    "from_day",
    "until_day",
    "links",
  ],
  schedule: ["role_id", "links"],
};

function values(row: ReferenceRow): readonly Value[] {
  switch (row.type) {
    case "organization":
      return [row.parentId, row.name, row.kind, row.district, row.address, row.phone, row.level ?? "clinic"];
    case "location":
      return [row.organizationId, row.parentId, row.name, Number(row.isRoom), row.district, row.address];
    case "service": {
      const { organizationId, code, name, payment, fromAge, toAge, sex } = row;
      const marks = [Number(row.attachedOnly), Number(row.referralNeeded)];
      const links = JSON.stringify({ tokens: row.tokens, specialties: row.specialties });
      return [organizationId, code, name, payment, ...marks, fromAge, toAge, sex, links];
    }
    case "practitioner":
      return [row.family, row.given, row.patronymic];
    case "role":
      return [
        row.practitionerId,
        row.organizationId,
        row.roomLocationId,
        row.position,
        row.roomName ?? "",
        row.from ?? null,
        row.until ?? null,
        JSON.stringify({ specialties: row.specialties, locationIds: row.locationIds }),
      ];
    case "schedule":
      return [row.roleId, JSON.stringify({ ...row.actors, purpose: row.purpose ?? undefined })];
  }
}

type Stored = {
  readonly id: string;
  readonly version: string;
  readonly last_updated: number;
  readonly missed: number;
};

/** Writes reference rows of one type. Runs inside the caller's transaction. */
export type ReferenceTable = {
  upsert(row: ReferenceRow, changes: Changes): void;
  remove(id: string, changes: Changes): void;
  complete(pull: CompleteReference, changes: Changes): void;
  settle(resolution: Resolution, changes: Changes): void;
  ids(): readonly string[];
};

export function referenceTable(store: Store, type: ReferenceType): ReferenceTable {
  const all = ["id", "version", "last_updated", "active", ...columns[type]];
  const get = store.prepare<[string], Stored>(
    `SELECT id, version, last_updated, missed FROM ${type} WHERE id = ?`,
  );
  const list = store.prepare<[], Stored>(`SELECT id, version, last_updated, missed FROM ${type}`);
  const write = store.prepare<Value[]>(`
    INSERT INTO ${type} (${all.join(", ")}) VALUES (${all.map(() => "?").join(", ")})
    ON CONFLICT (id) DO UPDATE SET missed = 0, ${all
      .slice(1)
      .map((name) => `${name} = excluded.${name}`)
      .join(", ")}
  `);
  const setMissed = store.prepare<[number, string]>(`UPDATE ${type} SET missed = ? WHERE id = ?`);
  const remove = store.prepare<[string]>(`DELETE FROM ${type} WHERE id = ?`);
  const dropSlots = store.prepare<[string]>(
    "DELETE FROM slot WHERE schedule_no = (SELECT no FROM schedule WHERE id = ?)",
  );
  const children = type === "role" ? roleChildren(store) : null;

  const dropIdentifiers = store.prepare<[string, string]>("DELETE FROM identifier WHERE type = ? AND id = ?");
  const addIdentifier = store.prepare<[string, string, string]>(
    "INSERT OR IGNORE INTO identifier (type, id, key) VALUES (?, ?, ?)",
  );

  const put = (row: ReferenceRow, changes: Changes): void => {
    write.run(row.id, row.version, row.lastUpdated, Number(row.active), ...values(row));
    dropIdentifiers.run(type, row.id);
    for (const key of row.identifiers ?? []) addIdentifier.run(type, row.id, key);
    if (row.type === "role") children?.(row);
    changes.catalog = true;
  };
  const drop = (id: string, changes: Changes): void => {
    if (type === "schedule") dropSlots.run(id);
    remove.run(id);
    dropIdentifiers.run(type, id);
    changes.catalog = true;
  };
  const conflict = (stored: Stored, why: Conflict["why"]): Conflict => ({
    why,
    of: type,
    id: stored.id,
    version: stored.version,
  });

  const upsert = (row: ReferenceRow, changes: Changes): void => {
    const stored = get.get(row.id);
    if (stored && stored.missed > 0) setMissed.run(0, row.id);
    if (stored?.version === row.version) return;
    if (!stored || row.lastUpdated > stored.last_updated) put(row, changes);
    else changes.conflicts.push(conflict(stored, "disputed"));
  };

  return {
    upsert,
    remove: drop,
    complete({ rows, rejected, unproven }, changes) {
      for (const row of rows) upsert(row, changes);
      if (unproven) return;
      const seen = new Set([...rows.map(({ id }) => id), ...rejected]);
      for (const stored of list.all()) {
        if (seen.has(stored.id)) continue;
        if (stored.missed > 0) drop(stored.id, changes);
        else {
          setMissed.run(1, stored.id);
          changes.conflicts.push(conflict(stored, "missing"));
        }
      }
    },
    settle({ conflict: { id, version }, now }, changes) {
      const stored = get.get(id);
      // Something newer has been stored since the question was asked.
      if (stored?.version !== version) return;
      if (now === "gone") drop(id, changes);
      else if (now === "kept" || now.version === version) setMissed.run(0, id);
      else if ("type" in now) put(now, changes);
    },
    ids: () => list.all().map(({ id }) => id),
  };
}

function roleChildren(store: Store): (row: ReferenceRow & { type: "role" }) => void {
  const clear = ["role_service", "role_away"].map((table) =>
    store.prepare<[string]>(`DELETE FROM ${table} WHERE role_id = ?`),
  );
  const addService = store.prepare<[string, string]>(
    "INSERT OR IGNORE INTO role_service (role_id, service_id) VALUES (?, ?)",
  );
  const addAway = store.prepare<[string, string, string]>(
    "INSERT OR IGNORE INTO role_away (role_id, from_day, to_day) VALUES (?, ?, ?)",
  );
  return ({ id, serviceIds, away }) => {
    for (const statement of clear) statement.run(id);
    for (const serviceId of serviceIds) addService.run(id, serviceId);
    for (const { from, to } of away) addAway.run(id, from, to);
  };
}
