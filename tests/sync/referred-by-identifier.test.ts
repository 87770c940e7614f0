import { describe, expect, test } from "vitest";
import { centralSettingsSchema } from "#contract/index.ts";
import { type Catalog, createCatalog } from "#main/schedules/catalog.ts";
import { quarter, slot } from "./clinic.ts";
import { waitFor, withCleanUp } from "./helpers.ts";
import { openMirror, openScripted } from "./mirror.ts";
import type { Resource } from "./scripted-central.ts";

/** A register that refers by its own numbers, as exports do whose ids are made anew each night. */
const numbered = (system: string, value: string) => ({ system: `urn:mis:${system}`, value });
const byNumber = (system: string, value: string, type?: string) => ({
  ...(type === undefined ? {} : { type }),
  identifier: numbered(system, value),
});
const to = (reference: string) => ({ reference });

const practitioner = (id: string, more: Record<string, unknown> = {}): Resource => ({
  resourceType: "Practitioner",
  id,
  name: [{ family: "Якина", given: ["Юлия", "Юрьевна"] }],
  identifier: [numbered("staff", "117")],
  ...more,
});
const role = (more: Record<string, unknown> = {}): Resource => ({
  resourceType: "PractitionerRole",
  id: "role",
  practitioner: to("Practitioner/doctor"),
  organization: to("Organization/branch"),
  healthcareService: [to("HealthcareService/therapist")],
  ...more,
});
const schedule = (more: Record<string, unknown> = {}): Resource => ({
  resourceType: "Schedule",
  id: "grid",
  actor: [to("PractitionerRole/role")],
  ...more,
});
const room = (more: Record<string, unknown> = {}): Resource => ({
  resourceType: "Location",
  id: "room",
  name: "каб. 12",
  status: "active",
  managingOrganization: to("Organization/branch"),
  identifier: [numbered("room", "12")],
  ...more,
});
const branch: Resource = {
  resourceType: "Organization",
  id: "branch",
  name: "Отделение",
  partOf: to("Organization/clinic"),
  identifier: [numbered("clinic", "40.1")],
};

/** What a kiosk makes of these rows, beside a clinic and its branch. */
async function mirrored(
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
const doctorAt = (catalog: Catalog) => {
  const doctor = catalog.doctorOf("grid");
  return doctor && [doctor.practitionerId, doctor.roleId, doctor.organizationId, doctor.room];
};
const told = (catalog: Catalog): string[] =>
  catalog
    .leftOut()
    .flatMap(({ of, kind, examples }) => examples.map((one) => `${of} ${one.id} ${kind} ${one.detail}`));

const found = ["doctor", "role", "branch", "12"];
const whole = [practitioner("doctor"), role({ location: [to("Location/room")] }), room(), schedule()];
const instead = (...rows: readonly Resource[]) => [
  ...whole.filter(({ id }) => !rows.some((row) => row.id === id)),
  ...rows,
];
const places = { location: [to("Location/room")] };

describe("a reference that names an identifier alone leads to whom bears it", () => {
  test.each<[string, readonly Resource[]]>([
    ["a role's doctor", instead(role({ ...places, practitioner: byNumber("staff", "117") }))],
    [
      "a role's doctor, by type",
      instead(role({ ...places, practitioner: byNumber("staff", "117", "Practitioner") })),
    ],
    ["a role's organization", instead(role({ ...places, organization: byNumber("clinic", "40.1") }))],
    ["a role's room", instead(role({ location: [byNumber("room", "12", "Location")] }))],
    [
      "a role's service",
      instead(role({ ...places, healthcareService: [byNumber("service", "B01")] }), {
        resourceType: "HealthcareService",
        id: "therapist",
        name: "Приём терапевта",
        providedBy: byNumber("clinic", "40.1"),
        identifier: [numbered("service", "B01")],
      }),
    ],
    [
      "a schedule's role",
      instead(
        role({ ...places, identifier: [numbered("post", "5")] }),
        schedule({ actor: [byNumber("post", "5", "PractitionerRole")] }),
      ),
    ],
    [
      "a schedule's doctor, by type",
      instead(schedule({ actor: [byNumber("staff", "117", "Practitioner")] })),
    ],
    ["a schedule's doctor, without a type", instead(schedule({ actor: [byNumber("staff", "117")] }))],
    [
      "a schedule's doctor, beside a fragment",
      instead(schedule({ actor: [{ ...byNumber("staff", "117", "Practitioner"), reference: "#doctor" }] })),
    ],
    [
      "the one who still works, of two with a number",
      instead(
        role({ ...places, practitioner: byNumber("staff", "117") }),
        practitioner("former", { active: false }),
      ),
    ],
    [
      "whose number is in use, of two",
      instead(
        role({ ...places, practitioner: byNumber("staff", "117") }),
        practitioner("former", { identifier: [{ ...numbered("staff", "117"), use: "old" }] }),
      ),
    ],
  ])("%s", (_, resources) =>
    withCleanUp(async (later) => {
      const { catalog } = await mirrored(later, resources);
      expect(doctorAt(catalog)).toEqual(found);
      expect(catalog.doctors("branch", "therapist").map(({ family }) => family)).toEqual(["Якина"]);
    }),
  );

  test("also where the kiosk is one clinic's alone", () =>
    withCleanUp(async (later) => {
      const { catalog, mirror } = await mirrored(
        later,
        instead(
          role({
            practitioner: byNumber("staff", "117"),
            organization: byNumber("clinic", "40.1"),
            location: [byNumber("room", "12")],
            identifier: [numbered("post", "5")],
          }),
          schedule({ actor: [byNumber("staff", "117", "Practitioner")] }),
          practitioner("stranger", { identifier: [numbered("staff", "118")] }),
        ),
        { organizations: ["clinic"] },
      );
      expect(doctorAt(catalog)).toEqual(found);
      expect(mirror.ids("practitioner")).toEqual(["doctor"]);
    }));
});

describe("a reference by identifier is set aside and told", () => {
  test.each<[string, readonly Resource[], string]>([
    [
      "that nobody bears",
      instead(role({ ...places, practitioner: byNumber("staff", "999") })),
      "role role notFound practitioner",
    ],
    [
      "that two bear",
      instead(role({ ...places, practitioner: byNumber("staff", "117") }), practitioner("twin")),
      "role role ambiguous practitioner",
    ],
    [
      "that a doctor and a room bear, of an actor without a type",
      instead(
        schedule({ actor: [byNumber("staff", "117")] }),
        room({ identifier: [numbered("staff", "117")] }),
      ),
      "schedule grid ambiguous actor",
    ],
    [
      "of a clinic that isn't there",
      instead(role({ organization: byNumber("clinic", "41") })),
      "role role notFound organization",
    ],
    [
      "of an actor that isn't there",
      instead(schedule({ actor: [byNumber("staff", "999")] })),
      "schedule grid notFound actor",
    ],
    [
      "of another system",
      instead(role({ ...places, practitioner: byNumber("room", "117") })),
      "role role notFound practitioner",
    ],
  ])("%s", (_, resources, reason) =>
    withCleanUp(async (later) => {
      const { catalog } = await mirrored(later, resources);
      expect(catalog.doctorOf("grid")).toBeNull();
      expect(told(catalog)).toContain(reason);
    }),
  );

  test("that has no system: it is nobody's number", () =>
    withCleanUp(async (later) => {
      const { catalog, mirror } = await mirrored(
        later,
        instead(role({ practitioner: { identifier: { value: "117" } } })),
      );
      expect(catalog.doctorOf("grid")).toBeNull();
      expect(JSON.stringify(mirror.log.of("sync.rows-left-out"))).toContain("withoutReference");
    }));

  test("a room that isn't there leaves the doctor without one", () =>
    withCleanUp(async (later) => {
      const { catalog } = await mirrored(later, instead(role({ location: [byNumber("room", "13")] })));
      expect(doctorAt(catalog)).toEqual(["doctor", "role", "branch", ""]);
      expect(told(catalog)).toContain("role role notFound location");
    }));
});

test("what it leads to follows the rows: a number given to another doctor, a doctor who comes later", () =>
  withCleanUp(async (later) => {
    const { catalog, clock, demoCentral, mirror } = await mirrored(
      later,
      instead(role({ ...places, practitioner: byNumber("staff", "117") })),
    );
    const doctorIs = (id: string | undefined) =>
      waitFor(() => catalog.doctorOf("grid")?.practitionerId === id);
    await doctorIs("doctor");
    clock.advance(60_000);
    demoCentral.put(practitioner("doctor", { identifier: [] }));
    await doctorIs(undefined);
    clock.advance(60_000);
    demoCentral.put(practitioner("successor"));
    await doctorIs("successor");
    expect(mirror.store.prepare("SELECT count(*) FROM identifier WHERE id = 'doctor'").pluck().get()).toBe(0);
  }));

test("no number of a doctor lies in the mirror as it is", () =>
  withCleanUp(async (later) => {
    const snils = { system: "urn:oid:1.2.643.100.3", value: "11223344595" };
    const { mirror } = await mirrored(later, instead(practitioner("doctor", { identifier: [snils] })));
    const keys = mirror.store
      .prepare<[], string>("SELECT key FROM identifier WHERE id = 'doctor'")
      .pluck()
      .all();
    expect(keys).toHaveLength(1);
    expect(keys[0]).not.toContain(snils.value);
  }));

const surgeon: Resource = {
  resourceType: "HealthcareService",
  id: "surgeon",
  name: "Приём хирурга",
  providedBy: to("Organization/branch"),
  specialty: [{ text: "Хирургия" }],
};
const other: Resource = {
  resourceType: "Organization",
  id: "other",
  name: "Второе отделение",
  partOf: to("Organization/clinic"),
};
const theirs = { actor: [to("Practitioner/doctor")] };
const second = (more: Record<string, unknown>) => ({
  ...role({ organization: to("Organization/branch") }),
  id: "second",
  ...more,
});
const asSurgeon = { healthcareService: [to("HealthcareService/surgeon")], specialty: [{ text: "Хирургия" }] };

describe("a schedule that names only a doctor with two posts", () => {
  test.each<[string, readonly Resource[], string]>([
    [
      "is that of the service which it is for",
      [surgeon, second(asSurgeon), schedule({ ...theirs, serviceType: [{ text: "Приём хирурга" }] })],
      "second",
    ],
    [
      "is that of its speciality",
      [surgeon, second(asSurgeon), schedule({ ...theirs, specialty: [{ text: "хирургия" }] })],
      "second",
    ],
    [
      "is that of the service among its actors",
      [
        surgeon,
        second({ specialty: [{ text: "Хирургия" }], healthcareService: [] }),
        schedule({ actor: [...theirs.actor, to("HealthcareService/surgeon")] }),
      ],
      "second",
    ],
    [
      "is that at the branch of its place",
      [
        other,
        room({ id: "room2", managingOrganization: to("Organization/other"), identifier: [] }),
        second({ organization: to("Organization/other") }),
        schedule({ actor: [...theirs.actor, to("Location/room2")] }),
      ],
      "second",
    ],
    [
      "is that at the branch of whose department its place is",
      [
        other,
        { resourceType: "Organization", id: "ward", name: "Палаты", partOf: to("Organization/other") },
        room({ id: "room2", managingOrganization: to("Organization/ward"), identifier: [] }),
        second({ organization: to("Organization/other") }),
        schedule({ actor: [...theirs.actor, to("Location/room2")] }),
      ],
      "second",
    ],
    [
      "is that which all its times are for",
      [
        surgeon,
        second(asSurgeon),
        schedule(theirs),
        ...[0, 1].map((time) =>
          slot(`grid-${time}`, {
            schedule: to("Schedule/grid"),
            ...quarter(time),
            specialty: [{ text: "Хирургия" }],
          }),
        ),
      ],
      "second",
    ],
  ])("%s", (_, resources, roleId) =>
    withCleanUp(async (later) => {
      const { demoCentral, clock } = await openScripted(later, 0);
      for (const resource of [branch, ...whole]) demoCentral.put(resource);
      demoCentral.put(slot("grid-0", { schedule: to("Schedule/grid"), ...quarter(0) }));
      for (const resource of resources) demoCentral.put(resource);
      const mirror = openMirror(later, { url: demoCentral.url, clock });
      await mirror.online();
      const catalog = createCatalog(mirror.store, undefined, () => "2026-11-20");
      expect(catalog.doctorOf("grid")?.roleId).toBe(roleId);
    }),
  );

  test.each<[string, readonly Resource[]]>([
    ["of which nothing tells which", [surgeon, second(asSurgeon), schedule(theirs)]],
    [
      "of which some times are for one and some for the other",
      [
        surgeon,
        second(asSurgeon),
        role({ specialty: [{ text: "Терапия" }] }),
        schedule(theirs),
        ...["Хирургия", "Терапия"].map((text, time) =>
          slot(`grid-${time}`, { schedule: to("Schedule/grid"), ...quarter(time), specialty: [{ text }] }),
        ),
      ],
    ],
    [
      "which is for what both give",
      [second({}), schedule({ ...theirs, serviceType: [{ text: "Приём терапевта" }] })],
    ],
  ])("%s is set aside and told", (_, resources) =>
    withCleanUp(async (later) => {
      const { catalog } = await mirrored(later, instead(...resources));
      expect(catalog.doctorOf("grid")).toBeNull();
      expect(told(catalog)).toContain("schedule grid ambiguous role");
    }),
  );
});

describe("a visit that names only a doctor with two posts", () => {
  const visit = { roleId: null, practitionerId: "doctor", slotIds: [] };
  const unnamed = { id: null, code: "" };

  test.each<[string, { id: string | null; code: string }, string | undefined]>([
    ["is of the post that gives its service", { id: "surgeon", code: "" }, "second"],
    ["is of the post that gives a service of its code", { id: null, code: "B01.047" }, "role"],
    ["is nobody's where it names no service", unnamed, undefined],
    ["is nobody's where neither post gives its service", { id: "x", code: "A11" }, undefined],
  ])("%s", (_, service, roleId) =>
    withCleanUp(async (later) => {
      const { serviceCode } = centralSettingsSchema.parse({ url: "http://127.0.0.1/fhir" }).systems;
      const { catalog } = await mirrored(
        later,
        instead(
          {
            resourceType: "HealthcareService",
            id: "therapist",
            name: "Приём терапевта",
            providedBy: to("Organization/branch"),
            type: [{ coding: [{ system: serviceCode, code: "B01.047" }] }],
          },
          surgeon,
          second(asSurgeon),
          { ...schedule(), id: "grid2", actor: [to("PractitionerRole/second")] },
        ),
      );
      expect(catalog.doctorOfVisit({ ...visit, service })?.roleId).toBe(roleId);
    }),
  );
});
