import type { Clinic } from "#contract/kiosk/kiosk-info.ts";
import type { Branch, Organization } from "#contract/schedules/catalog.ts";
import type { Store } from "../store/open.ts";

/** Clinics and their branches, from the local mirror. */
export type ClinicPlaces = {
  organizations(): Organization[];
  branches(organizationId: string): Branch[];
  /** The clinic that a branch belongs to; null for a clinic, and for what isn't known. */
  clinicAbove(organizationId: string): string | null;
  /** A clinic or branch, and the clinic above it; the phone is the branch's own, else the clinic's. */
  place(organizationId: string): { clinic: string; branch: string; address: string; phone: string } | null;
  /** What the top bar shows for a clinic. */
  clinic(organizationId: string): Clinic | null;
  /** The clinic with the lowest id, and how many there are. */
  firstClinic(): { id: string | null; count: number };
};

/** A branch's own address, else that of its building, else its clinic's. */
const addressOf = (organization: string): string => `coalesce(nullif(${organization}.address, ''),
  (SELECT address FROM location WHERE organization_id = ${organization}.id AND active AND address <> '' ORDER BY id LIMIT 1),
  (SELECT address FROM organization AS clinic WHERE clinic.id = ${organization}.clinic_id), '')`;
const ownDoctors = "EXISTS (SELECT 1 FROM offered_role WHERE branch_id = organization.id)";
const isClinic = `clinic_id = organization.id AND (level <> 'authority' OR ${ownDoctors})`;

/** As patients look for a name: Ё beside Е, numbers by their value. */
export const inOrder = new Intl.Collator("ru", { numeric: true });
export const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  inOrder.compare(a.name, b.name);

export function createClinicPlaces(store: Store): ClinicPlaces {
  const organizations = store.prepare<[], Organization>(`
    SELECT id, name, kind, district, ${addressOf("organization")} AS address,
      (SELECT count(*) FROM organization AS branch
        WHERE branch.clinic_id = organization.id AND branch.branch_id = branch.id AND branch.id <> organization.id)
        AS branches
    FROM organization WHERE ${isClinic}`);
  const branches = store.prepare<[string], Branch>(`
    SELECT id, name, ${addressOf("organization")} AS address FROM organization
    WHERE clinic_id = ? AND branch_id = id AND (clinic_id <> id OR ${ownDoctors})`);
  const organization = store.prepare<[string], Branch & { clinicId: string | null; phone: string }>(`
    SELECT id, name, ${addressOf("organization")} AS address, clinic_id AS clinicId, phone FROM organization
    WHERE id = ? AND active`);
  const firstClinic = store.prepare<[], { id: string | null; count: number }>(
    `SELECT min(id) AS id, count(*) AS count FROM organization WHERE ${isClinic}`,
  );

  const place: ClinicPlaces["place"] = (id) => {
    const branch = organization.get(id);
    if (!branch) return null;
    const clinic = branch.clinicId === null ? branch : organization.get(branch.clinicId);
    return {
      clinic: clinic?.name ?? branch.name,
      branch: branch.name,
      address: branch.address,
      phone: branch.phone || (clinic?.phone ?? ""),
    };
  };
  return {
    organizations: () => organizations.all().sort(byName),
    branches(id) {
      const found = branches.all(id).sort(byName);
      if (found.length > 0) return found;
      const own = organization.get(id);
      return own ? [{ id: own.id, name: own.name, address: own.address }] : [];
    },
    clinicAbove(id) {
      const clinicId = organization.get(id)?.clinicId ?? null;
      return clinicId === id ? null : clinicId;
    },
    place,
    clinic(id) {
      const found = place(id);
      return found ? { name: found.clinic, address: found.address, phone: found.phone } : null;
    },
    firstClinic: () => firstClinic.get() ?? { id: null, count: 0 },
  };
}
