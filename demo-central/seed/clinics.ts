import { fhirNames } from "#contract/fhir/names.ts";
import type { ServiceSeed } from "./assets.ts";
import type { BranchPlan, ClinicPlan, Profile, RegionPlan } from "./plan.ts";
import type { SeedWriter } from "./writer.ts";

/** A doctor's post at a branch, for which a schedule is to be made. */
export type Post = {
  /** Of the doctor; the ids of their resources begin with it. */
  readonly id: string;
  readonly profile: Profile;
  readonly position: string;
  readonly minutes: number;
  readonly organizationId: string;
  readonly roomId: string;
  readonly services: readonly { readonly id: string; readonly seed: ServiceSeed }[];
};

/**
 * Writes clinics, branches, buildings, rooms and services.
 * @param mark what every id begins with
 * @returns the posts to be filled
 */
export function writeClinics(writer: SeedWriter, plan: RegionPlan, mark: string): Post[] {
  const posts: Post[] = [];
  plan.clinics.forEach((clinic, index) => {
    const clinicId = `${mark}-c${index + 1}`;
    writer.add(organization(clinicId, clinic, clinic.name, clinic.address, null));
    if (clinic.own.length > 0) {
      const itself: BranchPlan = { name: clinic.name, address: clinic.address, teams: clinic.own };
      posts.push(...writeBranch(writer, clinic, itself, clinicId));
    }
    clinic.branches.forEach((branch, at) => {
      const branchId = `${clinicId}b${at + 1}`;
      writer.add(organization(branchId, clinic, branch.name, branch.address, clinicId));
      posts.push(...writeBranch(writer, clinic, branch, branchId));
    });
  });
  return posts.map((post, index) => ({ ...post, id: `${mark}-d${index + 1}` }));
}

function writeBranch(writer: SeedWriter, clinic: ClinicPlan, branch: BranchPlan, branchId: string): Post[] {
  const buildingId = `${branchId}h`;
  writer.add({
    resourceType: "Location",
    id: buildingId,
    status: "active",
    name: branch.name,
    address: { use: "work", text: branch.address, district: clinic.district },
    managingOrganization: { reference: `Organization/${branchId}` },
  });
  let serviceNo = 0;
  const roomsOnFloor = new Map<number, number>();
  return branch.teams.flatMap(({ specialty, services, doctors }) => {
    const offered = services.map((seed) => {
      serviceNo += 1;
      const id = `${branchId}s${serviceNo}`;
      writer.add(healthcareService(id, branchId, seed));
      return { id, seed };
    });
    return doctors.map((profile): Post => {
      const onFloor = (roomsOnFloor.get(specialty.floor) ?? 0) + 1;
      roomsOnFloor.set(specialty.floor, onFloor);
      const room = String(specialty.floor * 100 + onFloor);
      const roomId = `${branchId}r${room}`;
      writer.add({
        resourceType: "Location",
        id: roomId,
        status: "active",
        name: room,
        physicalType: { coding: [{ system: fhirNames.physicalType, code: "ro", display: "Room" }] },
        partOf: { reference: `Location/${buildingId}` },
        managingOrganization: { reference: `Organization/${branchId}` },
      });
      return {
        id: "",
        profile,
        position: specialty.position,
        minutes: specialty.minutes,
        organizationId: branchId,
        roomId,
        services: offered,
      };
    });
  });
}

const organization = (
  id: string,
  clinic: ClinicPlan,
  name: string,
  address: string,
  parentId: string | null,
): Parameters<SeedWriter["add"]>[0] => ({
  resourceType: "Organization",
  id,
  active: true,
  type: [
    { coding: [{ system: fhirNames.organizationKind, code: clinic.kind, display: clinic.kindDisplay }] },
  ],
  name,
  telecom: [{ system: "phone", value: clinic.phone, use: "work" }],
  address: [{ use: "work", text: address, district: clinic.district }],
  ...(parentId === null ? {} : { partOf: { reference: `Organization/${parentId}` } }),
});

function healthcareService(
  id: string,
  branchId: string,
  seed: ServiceSeed,
): Parameters<SeedWriter["add"]>[0] {
  const traits = [
    seed.paid ? "paid" : "free",
    ...(seed.attachedOnly ? ["attached-only"] : []),
    ...(seed.referralNeeded ? ["referral-needed"] : []),
  ];
  return {
    resourceType: "HealthcareService",
    id,
    active: true,
    providedBy: { reference: `Organization/${branchId}` },
    type: [{ coding: [{ system: fhirNames.serviceCode, code: seed.code, display: seed.name }] }],
    name: seed.name,
    characteristic: traits.map((code) => ({ coding: [{ system: fhirNames.serviceTrait, code }] })),
    ...limits(seed),
  };
}

/** Whom a service receives, as extensions; nothing where it receives everybody. */
function limits({ fromAge, toAge, sex }: ServiceSeed): { extension?: unknown[] } {
  const years = (value: number) => ({
    value,
    unit: "a",
    system: "http://unitsofmeasure.org",
    code: "a",
  });
  const ages = {
    ...(fromAge === undefined ? {} : { low: years(fromAge) }),
    ...(toAge === undefined ? {} : { high: years(toAge) }),
  };
  const extension = [
    ...("low" in ages || "high" in ages ? [{ url: fhirNames.extension.ageLimits, valueRange: ages }] : []),
    ...(sex ? [{ url: fhirNames.extension.sex, valueCode: sex }] : []),
  ];
  return extension.length === 0 ? {} : { extension };
}
