import type { CentralSettings, ReferenceRow, ReferenceType } from "#contract/index.ts";
import type { SyncStore } from "../store.ts";

/** Which rows are this kiosk's: those of the configured clinics and their branches, or all. */
export type Scope = {
  /** Whether there is anything that is left out. */
  readonly narrow: boolean;
  /** The rows of one type that belong, in the order in which {@link scopedOrder} names the types. */
  admit(type: ReferenceType, rows: readonly ReferenceRow[]): readonly ReferenceRow[];
};

/** In this order, a row's belonging can be told from the rows before it. */
export const scopedOrder = [
  "organization",
  "role",
  "service",
  "location",
  "practitioner",
  "schedule",
] as const satisfies readonly ReferenceType[];

export function createScope(settings: CentralSettings, store: SyncStore): Scope {
  if (!settings.organizations) return { narrow: false, admit: (_, rows) => rows };
  const roots = new Set(settings.organizations);
  const { practitionerIds, locationIds } = store.roleReferences();
  const organizations = new Set(store.ids("organization"));
  const roles = new Set(store.ids("role"));
  const locations = new Set([...locationIds, ...store.ids("location")]);
  const practitioners = new Set(practitionerIds);

  const belongs = (row: ReferenceRow): boolean => {
    switch (row.type) {
      case "organization":
        return roots.has(row.id) || (row.parentId !== null && organizations.has(row.parentId));
      case "role":
      case "service":
        return organizations.has(row.organizationId);
      case "location":
        return (
          locations.has(row.id) ||
          (row.organizationId !== null && organizations.has(row.organizationId)) ||
          (row.parentId !== null && locations.has(row.parentId))
        );
      case "practitioner":
        return practitioners.has(row.id);
      case "schedule":
        return roles.has(row.roleId);
    }
  };
  const note = (row: ReferenceRow): void => {
    if (row.type === "organization") organizations.add(row.id);
    if (row.type === "location") locations.add(row.id);
    if (row.type === "role") {
      roles.add(row.id);
      practitioners.add(row.practitionerId);
      if (row.roomLocationId !== null) locations.add(row.roomLocationId);
    }
  };

  return {
    narrow: true,
    admit(_, rows) {
      const admitted: ReferenceRow[] = [];
      let rest = rows;
      // A branch may come before its clinic, so that whoever was refused is asked again.
      for (;;) {
        const refused: ReferenceRow[] = [];
        for (const row of rest) {
          if (!belongs(row)) {
            refused.push(row);
            continue;
          }
          note(row);
          admitted.push(row);
        }
        if (refused.length === rest.length || refused.length === 0) return admitted;
        rest = refused;
      }
    },
  };
}
