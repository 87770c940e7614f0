import type { CentralSettings } from "#contract/fhir/settings.ts";
import type { ReferenceRow, ReferenceType, RoleRow } from "#contract/index.ts";
import type { SyncStore } from "../store.ts";
import { createAliases } from "./aliases.ts";

/** Which rows are this kiosk's: those of the configured clinics and their branches, or all. */
export type Scope = {
  /** Whether there is anything that is left out. */
  readonly narrow: boolean;
  /** Divides the rows of one type, type by type in the order of {@link scopedOrder}. */
  divide(type: ReferenceType, rows: readonly ReferenceRow[]): Divided;
  /** Whether a row that was refused belongs by what has been told since: a pull that begins anew takes it. */
  admitsMore(): boolean;
};

type Divided = {
  readonly admitted: readonly ReferenceRow[];
  /** Ids of stored rows that belong elsewhere now, as the central API shows them. */
  readonly left: readonly string[];
};

/** In this order, a row's belonging can be told from the rows before it. */
export const scopedOrder = [
  "organization",
  "service",
  "role",
  "location",
  "practitioner",
  "schedule",
] as const satisfies readonly ReferenceType[];

/**
 * A row belongs by what the pull has told of the rows that it refers to, else by what is stored of them. So a branch
 * that has left takes along what only hung on it as soon as that is pulled, too.
 */
export function createScope(settings: CentralSettings, store: SyncStore): Scope {
  if (!settings.organizations) {
    return { narrow: false, divide: (_, rows) => ({ admitted: rows, left: [] }), admitsMore: () => false };
  }
  const roots = new Set(settings.organizations);
  const { note: noteAliases, includes } = createAliases(store);
  const organizations = new Set(store.ids("organization"));
  const locations = new Set(store.ids("location"));
  const services = new Set(store.ids("service"));
  /** Refused roles that name no organization, by the places that they name. */
  const unplaced: RoleRow[] = [];
  /** Whom and where each role is: by it a practitioner and a room belong. */
  const roles = new Map(store.roleReferences().map((role) => [role.id, role]));
  const practitioners = () => new Set([...roles.values()].map(({ practitionerId }) => practitionerId));
  const rooms = () => new Set([...roles.values()].map(({ roomLocationId }) => roomLocationId));

  const membership = (type: ReferenceType): ((row: ReferenceRow) => boolean) => {
    const people = type === "practitioner" || type === "schedule" ? practitioners() : new Set<string>();
    const ofRoles = type === "location" ? rooms() : new Set<string | null>();
    const isIn = (of: ReadonlySet<string | null>, referred: ReferenceType) => (id: string) =>
      includes(of, referred, id);
    const isOrganization = isIn(organizations, "organization");
    const isLocation = isIn(locations, "location");
    const isRole = isIn(new Set(roles.keys()), "role");
    return (row) => {
      switch (row.type) {
        case "organization":
          return roots.has(row.id) || (row.parentId !== null && isOrganization(row.parentId));
        case "role":
          // One that names no organization is where its services or its rooms are.
          return row.organizationId === ""
            ? row.serviceIds.some(isIn(services, "service")) || placesOf(row).some(isLocation)
            : isOrganization(row.organizationId);
        case "service":
          return isOrganization(row.organizationId);
        case "location":
          return (
            isIn(ofRoles, "location")(row.id) ||
            (row.organizationId !== null && isOrganization(row.organizationId)) ||
            (row.parentId !== null && isLocation(row.parentId))
          );
        case "practitioner":
          return isIn(people, "practitioner")(row.id);
        case "schedule":
          return (
            isRole(row.roleId) ||
            row.actors?.roleIds.some(isRole) === true ||
            row.actors?.practitionerIds.some(isIn(people, "practitioner")) === true
          );
      }
    };
  };
  const forget = ({ type, id }: ReferenceRow): void => {
    if (type === "organization") organizations.delete(id);
    if (type === "location") locations.delete(id);
    if (type === "service") services.delete(id);
    if (type === "role") roles.delete(id);
  };
  const note = (row: ReferenceRow): void => {
    if (row.type === "organization") organizations.add(row.id);
    if (row.type === "location") locations.add(row.id);
    if (row.type === "service") services.add(row.id);
    if (row.type === "role") roles.set(row.id, row);
  };

  return {
    narrow: true,
    admitsMore: () => unplaced.some((row) => placesOf(row).some((id) => includes(locations, "location", id))),
    divide(type, rows) {
      const stored = new Set(rows.length > 0 ? store.ids(type) : []);
      for (const row of rows) {
        forget(row);
        noteAliases(row);
      }
      const belongs = membership(type);
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
        if (refused.length === rest.length || refused.length === 0) {
          for (const row of refused) if (row.type === "role" && row.organizationId === "") unplaced.push(row);
          const left = refused.map(({ id }) => id).filter((id) => stored.has(id));
          return { admitted, left };
        }
        rest = refused;
      }
    },
  };
}

const placesOf = ({ locationIds, roomLocationId }: RoleRow): readonly string[] =>
  locationIds ?? (roomLocationId === null ? [] : [roomLocationId]);
