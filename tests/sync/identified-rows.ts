import { type Catalog, createCatalog } from "#main/schedules/catalog.ts";
import { quarter, slot } from "./clinic.ts";
import { openMirror, openScripted } from "./mirror.ts";
import type { Resource } from "./scripted-central.ts";

/** A register that refers by its own numbers, as exports do whose ids are made anew each night. */
export const numbered = (system: string, value: string) => ({ system: `urn:mis:${system}`, value });
export const byNumber = (system: string, value: string, type?: string) => ({
  ...(type === undefined ? {} : { type }),
  identifier: numbered(system, value),
});
export const to = (reference: string) => ({ reference });

export const practitioner = (id: string, more: Record<string, unknown> = {}): Resource => ({
  resourceType: "Practitioner",
  id,
  name: [{ family: "Якина", given: ["Юлия", "Юрьевна"] }],
  identifier: [numbered("staff", "117")],
  ...more,
});
export const role = (more: Record<string, unknown> = {}): Resource => ({
  resourceType: "PractitionerRole",
  id: "role",
  practitioner: to("Practitioner/doctor"),
  organization: to("Organization/branch"),
  healthcareService: [to("HealthcareService/therapist")],
  ...more,
});
export const schedule = (more: Record<string, unknown> = {}): Resource => ({
  resourceType: "Schedule",
  id: "grid",
  actor: [to("PractitionerRole/role")],
  ...more,
});
export const room = (more: Record<string, unknown> = {}): Resource => ({
  resourceType: "Location",
  id: "room",
  name: "каб. 12",
  status: "active",
  managingOrganization: to("Organization/branch"),
  identifier: [numbered("room", "12")],
  ...more,
});
export const branch: Resource = {
  resourceType: "Organization",
  id: "branch",
  name: "Отделение",
  partOf: to("Organization/clinic"),
  identifier: [numbered("clinic", "40.1")],
};

/** What a kiosk makes of these rows, beside a clinic and its branch. */
export async function mirrored(
  later: Parameters<typeof openScripted>[0],
  resources: readonly Resource[],
  settings: Record<string, unknown> = {},
) {
  const { demoCentral, clock } = await openScripted(later, 0);
  for (let time = 0; time < 2; time++)
    demoCentral.put(slot(`grid-${time}`, { schedule: to("Schedule/grid"), ...quarter(time) }));
  for (const resource of [branch, ...resources]) demoCentral.put(resource);
  const mirror = openMirror(later, { url: demoCentral.url, clock, settings });
  await mirror.online();
  const catalog = createCatalog(mirror.store, undefined, () => "2026-11-20");
  return { demoCentral, clock, mirror, catalog };
}
export const doctorAt = (catalog: Catalog) => {
  const doctor = catalog.doctorOf("grid");
  return doctor && [doctor.practitionerId, doctor.roleId, doctor.organizationId, doctor.room];
};
export const told = (catalog: Catalog): string[] =>
  catalog
    .leftOut()
    .flatMap(({ of, kind, examples }) => examples.map((one) => `${of} ${one.id} ${kind} ${one.detail}`));
