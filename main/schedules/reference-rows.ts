import type { ReferenceRow, ReferenceType } from "#contract/central/rows.ts";
import type { Store } from "../store/open.ts";
import { noChanges } from "./mirror/changes.ts";
import { offerTables } from "./mirror/offers.ts";
import { type ReferenceTable, referenceTable } from "./mirror/reference.ts";

/** The types of rows that a free time rests on. */
const offerTypes = ["schedule", "role", "practitioner", "service", "organization"] as const;
export type OfferType = (typeof offerTypes)[number];

/** A row as the central API has just answered it; null where it is no more. */
export type FreshRow = {
  readonly type: OfferType;
  readonly id: string;
  readonly row: ReferenceRow | null;
};

export type ReferenceRows = {
  /** Puts rows in place of what is stored of them, all in one transaction. Whether any of them had changed. */
  put(rows: readonly FreshRow[]): boolean;
};

/** Stores what was read outside of a pull, so that the catalog shows it at once. */
export function createReferenceRows(store: Store): ReferenceRows {
  const tables: Record<OfferType, ReferenceTable> = {
    schedule: referenceTable(store, "schedule"),
    role: referenceTable(store, "role"),
    practitioner: referenceTable(store, "practitioner"),
    service: referenceTable(store, "service"),
    organization: referenceTable(store, "organization"),
  };
  const versionOf = (type: ReferenceType) =>
    store.prepare<[string], string>(`SELECT version FROM ${type} WHERE id = ?`).pluck();
  const versions = {
    schedule: versionOf("schedule"),
    role: versionOf("role"),
    practitioner: versionOf("practitioner"),
    service: versionOf("service"),
    organization: versionOf("organization"),
  };
  const offers = offerTables(store);
  const write = store.transaction((rows: readonly (FreshRow & { readonly stored: string })[]) => {
    const changes = noChanges();
    for (const { type, id, row, stored } of rows) {
      const conflict = { why: "disputed", of: type, id, version: stored } as const;
      tables[type].settle({ conflict, now: row ?? "gone" }, changes);
    }
    if (changes.catalog) offers.resolve();
  });
  return {
    put(rows) {
      const changed = rows.flatMap((fresh) => {
        const stored = versions[fresh.type].get(fresh.id);
        return stored === undefined || stored === fresh.row?.version ? [] : [{ ...fresh, stored }];
      });
      if (changed.length > 0) write.immediate(changed);
      return changed.length > 0;
    },
  };
}
