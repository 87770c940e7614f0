import { describe, expect, test } from "vitest";
import { waitFor, withCleanUp } from "./helpers.ts";
import {
  byNumber,
  doctorAt,
  mirrored,
  numbered,
  practitioner,
  role,
  room,
  schedule,
  to,
  told,
} from "./identified-rows.ts";
import type { Resource } from "./scripted-central.ts";

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
