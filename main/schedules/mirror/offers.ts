import type { OrganizationLevel, Token } from "#contract/index.ts";
import type { Store } from "../../store/open.ts";
import { type OfferRows, resolveOffers } from "./resolve-offers.ts";

/** Works out anew who is offered where, from what is stored. Runs inside the caller's transaction. */
export function offerTables(store: Store): { resolve(): void } {
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
  const place = store.prepare<[string | null, string | null, string]>(
    "UPDATE organization SET clinic_id = ?, branch_id = ? WHERE id = ?",
  );
  const addRole = store.prepare<[number, string, string, string | null]>(
    "INSERT INTO offered_role (schedule_no, role_id, branch_id, room_location_id) VALUES (?, ?, ?, ?)",
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
      services: services
        .all()
        .map((row) => ({ ...asActive(row), specialties: linksIn(row.links).specialties })),
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
        const { roleIds, ...links } = linksIn(row.links);
        const named = row.roleId === "" || roleIds.includes(row.roleId) ? roleIds : [row.roleId];
        return { ...asActive(row), ...links, roleIds: named };
      }),
    };
  };

  return {
    resolve() {
      const { sites, roles, leftOut } = resolveOffers(read());
      for (const table of ["offered_role", "offered_service", "left_out"]) store.exec(`DELETE FROM ${table}`);
      store.exec("UPDATE organization SET clinic_id = NULL, branch_id = NULL");
      for (const { id, clinicId, branchId } of sites) place.run(clinicId, branchId, id);
      for (const { scheduleNo, roleId, branchId, roomLocationId, serviceIds } of roles) {
        addRole.run(scheduleNo, roleId, branchId, roomLocationId);
        for (const serviceId of serviceIds) addService.run(scheduleNo, roleId, serviceId);
      }
      for (const { type, id, kind, detail } of leftOut) addLeftOut.run(type, id, kind, detail);
    },
  };
}

const asActive = <T extends { readonly active: number }>(
  row: T,
): Omit<T, "active"> & { active: boolean } => ({
  ...row,
  active: row.active === 1,
});

type Links = Readonly<
  Record<"specialties" | "locationIds" | "roleIds" | "practitionerIds" | "serviceIds", readonly Token[]>
>;
const noLinks: Links = { specialties: [], locationIds: [], roleIds: [], practitionerIds: [], serviceIds: [] };

/** What a row refers to beside its columns; written by the mirror itself, so that it is a JSON object of lists. */
const linksIn = (text: string): Links => ({ ...noLinks, ...(JSON.parse(text) as Partial<Links>) });
