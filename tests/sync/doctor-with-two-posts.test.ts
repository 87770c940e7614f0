import { describe, expect, test } from "vitest";
import { centralSettingsSchema } from "#contract/fhir/settings.ts";
import { createCatalog } from "#main/schedules/catalog.ts";
import { quarter, slot } from "./clinic.ts";
import { withCleanUp } from "./helpers.ts";
import { branch, mirrored, practitioner, role, room, schedule, to, told } from "./identified-rows.ts";
import { openMirror, openScripted } from "./mirror.ts";
import type { Resource } from "./scripted-central.ts";

const whole = [practitioner("doctor"), role({ location: [to("Location/room")] }), room(), schedule()];
const instead = (...rows: readonly Resource[]) => [
  ...whole.filter(({ id }) => !rows.some((row) => row.id === id)),
  ...rows,
];

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
