import type { Branch, Clinic, Organization } from "#contract/domain.ts";
import type { ServiceRow as CentralService } from "#contract/rows.ts";
import type { Store } from "./open.ts";

/** A doctor at a branch with the schedule that is booked there, as stored. */
export type StoredDoctor = {
  readonly scheduleId: string;
  readonly scheduleNo: number;
  readonly roleId: string;
  readonly practitionerId: string;
  readonly organizationId: string;
  readonly roomLocationId: string | null;
  readonly family: string;
  readonly given: string;
  readonly patronymic: string;
  readonly position: string;
  readonly room: string;
};

/** A service of the branch that its `organizationId` names, as stored. */
export type StoredService = Omit<CentralService, "type" | "active" | "version" | "lastUpdated">;

/** Clinics, branches, services and doctors from the local mirror. Rows whose counterparts are missing are left out. */
export type Catalog = {
  organizations(): Organization[];
  branches(organizationId: string): Branch[];
  services(branchId: string): StoredService[];
  service(id: string): StoredService | null;
  doctors(branchId: string, serviceId: string): StoredDoctor[];
  doctorOf(scheduleId: string): StoredDoctor | null;
  /** The doctor of a role, with one of the schedules that are booked there. */
  doctorOfRole(roleId: string): StoredDoctor | null;
  /** Whether the doctor of this schedule gives this service. */
  gives(scheduleId: string, serviceId: string): boolean;
  /** Last day of an absence that covers `day`, `YYYY-MM-DD`. */
  awayUntil(roleId: string, day: string): string | null;
  /** The clinic that a branch belongs to; null for a clinic, and for what isn't known. */
  clinicAbove(organizationId: string): string | null;
  /** A clinic or branch, and the clinic above it; the phone is the branch's own, else the clinic's. */
  place(organizationId: string): { clinic: string; branch: string; address: string; phone: string } | null;
  /** What the top bar shows for a clinic. */
  clinic(organizationId: string): Clinic | null;
  /** The clinic with the lowest id, and how many there are. */
  firstClinic(): { id: string | null; count: number };
};

const doctorColumns = `
  schedule.id AS scheduleId, schedule.no AS scheduleNo, role.id AS roleId,
  practitioner.id AS practitionerId, role.organization_id AS organizationId,
  role.room_location_id AS roomLocationId,
  practitioner.family, practitioner.given, practitioner.patronymic, role.position,
  coalesce(location.name, '') AS room`;
const doctorTables = `
  role
  JOIN practitioner ON practitioner.id = role.practitioner_id AND practitioner.active
  JOIN schedule ON schedule.role_id = role.id AND schedule.active
  LEFT JOIN location ON location.id = role.room_location_id`;
const serviceColumns = `
  id, organization_id AS organizationId, code, name, payment, attached_only AS attachedOnly,
  referral_needed AS referralNeeded, from_age AS fromAge, to_age AS toAge, sex`;

type ServiceRow = Omit<StoredService, "attachedOnly" | "referralNeeded"> & {
  attachedOnly: number;
  referralNeeded: number;
};

/** @param asConfigured a service as it counts at this kiosk */
export function createCatalog(
  store: Store,
  asConfigured: (service: StoredService) => StoredService = (service) => service,
): Catalog {
  const organizations = store.prepare<[], Organization>(`
    SELECT id, name, kind, district, address,
      (SELECT count(*) FROM organization AS branch WHERE branch.parent_id = organization.id AND branch.active) AS branches
    FROM organization WHERE parent_id IS NULL AND active ORDER BY name`);
  const branches = store.prepare<[string], Branch>(
    "SELECT id, name, address FROM organization WHERE parent_id = ? AND active ORDER BY name",
  );
  const organization = store.prepare<[string], Branch & { parentId: string | null; phone: string }>(
    "SELECT id, name, address, parent_id AS parentId, phone FROM organization WHERE id = ? AND active",
  );
  const services = store.prepare<[string], ServiceRow>(`
    SELECT ${serviceColumns} FROM service WHERE organization_id = ? AND active
      AND EXISTS (SELECT 1 FROM role_service JOIN role ON role.id = role_id AND role.active WHERE service_id = service.id)
    ORDER BY payment, name`);
  const service = store.prepare<[string], ServiceRow>(
    `SELECT ${serviceColumns} FROM service WHERE id = ? AND active`,
  );
  const doctors = store.prepare<[string, string], StoredDoctor>(`
    SELECT ${doctorColumns} FROM role_service JOIN ${doctorTables}
    WHERE role_service.role_id = role.id AND role.active AND role.organization_id = ? AND role_service.service_id = ?
    ORDER BY practitioner.family, practitioner.given, practitioner.patronymic`);
  const doctorOf = store.prepare<[string], StoredDoctor>(
    `SELECT ${doctorColumns} FROM ${doctorTables} WHERE schedule.id = ? AND role.active`,
  );
  const doctorOfRole = store.prepare<[string], StoredDoctor>(
    `SELECT ${doctorColumns} FROM ${doctorTables} WHERE role.id = ? AND role.active ORDER BY schedule.id LIMIT 1`,
  );
  const gives = store.prepare<[string, string], { yes: 1 }>(`
    SELECT 1 AS yes FROM schedule JOIN role_service ON role_service.role_id = schedule.role_id
    WHERE schedule.id = ? AND role_service.service_id = ?`);
  const awayUntil = store.prepare<[string, string, string], { until: string | null }>(
    "SELECT max(to_day) AS until FROM role_away WHERE role_id = ? AND from_day <= ? AND to_day >= ?",
  );
  const firstClinic = store.prepare<[], { id: string | null; count: number }>(
    "SELECT min(id) AS id, count(*) AS count FROM organization WHERE parent_id IS NULL AND active",
  );

  const place: Catalog["place"] = (id) => {
    const branch = organization.get(id);
    if (!branch) return null;
    const clinic = branch.parentId === null ? branch : organization.get(branch.parentId);
    return {
      clinic: clinic?.name ?? branch.name,
      branch: branch.name,
      address: branch.address,
      phone: branch.phone || (clinic?.phone ?? ""),
    };
  };
  return {
    organizations: () => organizations.all(),
    branches(id) {
      const found = branches.all(id);
      if (found.length > 0) return found;
      const own = organization.get(id);
      return own ? [{ id: own.id, name: own.name, address: own.address }] : [];
    },
    services: (id) => services.all(id).map((row) => asConfigured(asService(row))),
    service(id) {
      const row = service.get(id);
      return row ? asConfigured(asService(row)) : null;
    },
    doctors: (branchId, serviceId) => doctors.all(branchId, serviceId),
    doctorOf: (scheduleId) => doctorOf.get(scheduleId) ?? null,
    doctorOfRole: (roleId) => doctorOfRole.get(roleId) ?? null,
    gives: (scheduleId, serviceId) => gives.get(scheduleId, serviceId) !== undefined,
    awayUntil: (roleId, day) => awayUntil.get(roleId, day, day)?.until ?? null,
    clinicAbove: (id) => organization.get(id)?.parentId ?? null,
    place,
    clinic(id) {
      const found = place(id);
      return found ? { name: found.clinic, address: found.address, phone: found.phone } : null;
    },
    firstClinic: () => firstClinic.get() ?? { id: null, count: 0 },
  };
}

const asService = (row: ServiceRow): StoredService => ({
  ...row,
  attachedOnly: row.attachedOnly === 1,
  referralNeeded: row.referralNeeded === 1,
});
