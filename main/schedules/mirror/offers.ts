import type { OrganizationLevel, SlotPurpose, Token } from "#contract/index.ts";
import type { Store } from "../../store/open.ts";
import { catalogVersion } from "./catalog-version.ts";
import { resolveReferences, type StoredIdentifier } from "./logical-references.ts";
import { type OfferRows, resolveOffers } from "./resolve-offers.ts";

/** Works out anew who is offered where, from what is stored. Runs inside the caller's transaction. */
export function offerTables(store: Store): {
  resolve(): void;
  /** Whether a schedule could be several roles': what its slots are for may tell. */
  isUndecided(scheduleId: string): boolean;
} {
  const all = <T>(sql: string) => store.prepare<[], T>(sql);
  type Active = { id: string; active: number };
  const organizations = all<Active & { parentId: string | null; level: OrganizationLevel }>(
    "SELECT id, active, parent_id AS parentId, level FROM organization",
  );
  const locations = all<Active & { organizationId: string | null; isRoom: number }>(
    "SELECT id, active, organization_id AS organizationId, is_room AS isRoom FROM location",
  );
  const services = all<Active & { organizationId: string; links: string }>(
    "SELECT id, active, organization_id AS organizationId, links FROM service",
  );
  const practitioners = all<Active>("SELECT id, active FROM practitioner");
  const roles = all<
    Active & { practitionerId: string; organizationId: string; roomLocationId: string | null; links: string }
  >(`SELECT id, active, practitioner_id AS practitionerId, organization_id AS organizationId,
      room_location_id AS roomLocationId, links FROM role`);
  const roleServices = all<{ roleId: string; serviceId: string }>(
    "SELECT role_id AS roleId, service_id AS serviceId FROM role_service",
  );
  const schedules = all<Active & { no: number; roleId: string; links: string }>(
    "SELECT no, id, active, role_id AS roleId, links FROM schedule",
  );
  const identifiers = all<StoredIdentifier>("SELECT type, id, key FROM identifier");
  const slotPurposes = store
    .prepare<[number], string | null>("SELECT DISTINCT purpose FROM slot WHERE schedule_no = ?")
    .pluck();
  const isUndecided = store.prepare<[string], { yes: 1 }>(`SELECT 1 AS yes FROM offered_role
    WHERE schedule_no = (SELECT no FROM schedule WHERE id = ?) GROUP BY schedule_no HAVING count(*) > 1`);
  const place = store.prepare<[string | null, string | null, string]>(
    "UPDATE organization SET clinic_id = ?, branch_id = ? WHERE id = ?",
  );
  const addRole = store.prepare<[number, string, string, string, string | null, string | null]>(
    `INSERT INTO offered_role (schedule_no, role_id, practitioner_id, branch_id, room_location_id, first_location_id)
      VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const addService = store.prepare<[number, string, string]>(
    "INSERT OR IGNORE INTO offered_service (schedule_no, role_id, service_id) VALUES (?, ?, ?)",
  );
  const addLeftOut = store.prepare<[string, string, string, string]>(
    "INSERT OR IGNORE INTO left_out (type, id, kind, detail) VALUES (?, ?, ?, ?)",
  );

  const read = (): OfferRows => {
    const given = Map.groupBy(roleServices.all(), ({ roleId }) => roleId);
    return {
      organizations: organizations.all().map(asActive),
      locations: locations.all().map((row) => ({ ...asActive(row), isRoom: row.isRoom === 1 })),
      services: services.all().map((row) => ({ ...asActive(row), ...tokensIn(row.links) })),
      practitioners: practitioners.all().map(asActive),
      roles: roles.all().map((row) => {
        const { specialties, locationIds } = linksIn(row.links);
        return {
          ...asActive(row),
          specialties,
          locationIds:
            locationIds.length > 0 || row.roomLocationId === null ? locationIds : [row.roomLocationId],
          serviceIds: (given.get(row.id) ?? []).map(({ serviceId }) => serviceId),
        };
      }),
      schedules: schedules.all().map((row) => {
        const { roleIds, practitionerIds, locationIds, serviceIds, purpose } = linksIn(row.links);
        const named = row.roleId === "" || roleIds.includes(row.roleId) ? roleIds : [row.roleId];
        return { ...asActive(row), roleIds: named, practitionerIds, locationIds, serviceIds, purpose };
      }),
      slotPurposes: (no) =>
        slotPurposes
          .all(no)
          .map((text) => (text === null ? null : { ...noPurpose, ...(JSON.parse(text) as object) })),
    };
  };

  const version = catalogVersion(store);
  return {
    resolve() {
      version.renew();
      const told = resolveReferences(read(), identifiers.all());
      const { sites, roles, leftOut } = resolveOffers(told.rows);
      for (const table of ["offered_role", "offered_service", "left_out"]) store.exec(`DELETE FROM ${table}`);
      store.exec("UPDATE organization SET clinic_id = NULL, branch_id = NULL");
      for (const { id, clinicId, branchId } of sites) place.run(clinicId, branchId, id);
      for (const { scheduleNo, roleId, practitionerId, branchId, ...rest } of roles) {
        const { roomLocationId, firstLocationId, serviceIds } = rest;
        addRole.run(scheduleNo, roleId, practitionerId, branchId, roomLocationId, firstLocationId);
        for (const serviceId of serviceIds) addService.run(scheduleNo, roleId, serviceId);
      }
      const ambiguous = new Set(told.leftOut.map(({ type, id, detail }) => `${type} ${id} ${detail}`));
      for (const { type, id, kind, detail } of told.leftOut) addLeftOut.run(type, id, kind, detail);
      // Nobody is found behind what is ambiguous: it is told once.
      for (const { type, id, kind, detail } of leftOut)
        if (!ambiguous.has(`${type} ${id} ${detail}`)) addLeftOut.run(type, id, kind, detail);
    },
    isUndecided: (scheduleId) => isUndecided.get(scheduleId) !== undefined,
  };
}

const asActive = <T extends { readonly active: number }>(
  row: T,
): Omit<T, "active"> & { active: boolean } => ({
  ...row,
  active: row.active === 1,
});

type Links = Readonly<
  Record<
    "tokens" | "specialties" | "locationIds" | "roleIds" | "practitionerIds" | "serviceIds",
    readonly Token[]
  >
> & { readonly purpose: SlotPurpose | null };
const noLinks: Links = {
  ...{ tokens: [], specialties: [], locationIds: [], roleIds: [], practitionerIds: [], serviceIds: [] },
  purpose: null,
};
const noPurpose: SlotPurpose = { services: [], specialties: [] };

/** What a row refers to beside its columns; written by the mirror itself, so that it is a JSON object of lists. */
const linksIn = (text: string): Links => ({ ...noLinks, ...(JSON.parse(text) as Partial<Links>) });
const tokensIn = (text: string): Pick<Links, "tokens" | "specialties"> => {
  const { tokens, specialties } = linksIn(text);
  return { tokens, specialties };
};
