import { createHash } from "node:crypto";
import type { ReferenceRow, RoleRow, ServiceRow } from "#contract/index.ts";
import type { HubResult } from "#contract/n3/index.ts";
import { readDoctorName } from "./doctor-name.ts";
import { doctorId, organizationId, specialityId } from "./ids.ts";

type Item<List> = NonNullable<List> extends readonly (infer One)[] ? One : never;
export type ToldClinic = Item<HubResult<"GetLPUList">["ListLPU"]>;
export type ToldClinicInfo = Item<HubResult<"GetLPUInfo">["LpuCollection"]>;
export type ToldSpeciality = Item<HubResult<"GetSpesialityList">["ListSpesiality"]>;
export type ToldDoctor = Item<HubResult<"GetDoctorList">["Docs"]>;

type OrganizationRow = Extract<ReferenceRow, { type: "organization" }>;

/** `told` ends up in the row's version: a hub has none of its own. `at`: when it was read, ms. */
const versioned = <Row extends object>(
  row: Row,
  at: number,
): Row & { version: string; lastUpdated: number } => ({
  ...row,
  version: createHash("sha256").update(JSON.stringify(row)).digest("base64url").slice(0, 16),
  lastUpdated: at,
});

export const organizationRow = (
  clinic: number,
  told: ToldClinic,
  more: {
    readonly info: ToldClinicInfo | undefined;
    readonly district: string;
    readonly parent: number | null;
  },
  at: number,
): OrganizationRow =>
  versioned(
    {
      type: "organization" as const,
      id: organizationId(clinic),
      active: told.IsActive !== false,
      parentId: more.parent === null ? null : organizationId(more.parent),
      name: (told.LPUFullName || told.LPUShortName || "").trim(),
      kind: more.info?.Type?.trim() ?? "",
      district: more.district,
      address: more.info?.Address?.trim() ?? "",
      phone: more.info?.Phone?.trim() ?? "",
    },
    at,
  );

/** A speciality stands for the services that a hub doesn't tell. */
export const serviceRow = (clinic: number, id: string, told: ToldSpeciality, at: number): ServiceRow =>
  versioned(
    {
      type: "service" as const,
      id: specialityId(clinic, id),
      active: true,
      organizationId: organizationId(clinic),
      code: "",
      name: (told.NameSpesiality ?? "").trim(),
      payment: "free" as const,
      // The clinic's system judges by area, age and sex when it is asked for a patient's times.
      attachedOnly: false,
      referralNeeded: false,
      fromAge: null,
      toAge: null,
      sex: null,
    },
    at,
  );

/** `room`: where it is told with the times. */
type ToldPost = { readonly id: string; readonly told: ToldDoctor; readonly room?: string };

/** A doctor's post: to a hub person, post and schedule are one. */
export function doctorRows(
  clinic: number,
  { id, told, room: ofTimes = "" }: ToldPost,
  specialities: readonly { readonly id: string; readonly name: string }[],
  at: number,
): readonly ReferenceRow[] {
  const { family, given, patronymic, note, room } = readDoctorName(told.Name ?? "");
  const row = { id: doctorId(clinic, id), active: true };
  const position = [specialities.map(({ name }) => name).join(", "), note].filter(Boolean).join("; ");
  const role: Omit<RoleRow, "version" | "lastUpdated"> = {
    ...row,
    type: "role",
    practitionerId: row.id,
    organizationId: organizationId(clinic),
    serviceIds: specialities.map((one) => specialityId(clinic, one.id)),
    roomLocationId: null,
    roomName: room || ofTimes,
    position,
    away: [],
  };
  return [
    versioned({ ...row, type: "practitioner" as const, family, given, patronymic }, at),
    versioned(role, at),
    versioned({ ...row, type: "schedule" as const, roleId: row.id }, at),
  ];
}
