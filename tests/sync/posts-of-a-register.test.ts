import { describe, expect, test } from "vitest";
import { fhirNames } from "#contract/fhir/names.ts";
import { coded, head, read, to, whole } from "./register-rows.ts";

describe("a service", () => {
  const service = (fields: object) => read("service", { ...whole.service, ...fields });

  test("is told with its code, traits, and what it can be compared by", () => {
    const trait = (code: string) => coded(fhirNames.serviceTrait, code);
    expect(
      service({
        type: [coded(fhirNames.serviceCode, "B01.047.001", "Приём врача-терапевта")],
        specialty: [coded("urn:s", "27", "Терапия")],
        characteristic: [trait("paid"), trait("attached-only"), trait("referral-needed")],
      }),
    ).toEqual({
      row: {
        ...head,
        type: "service",
        organizationId: "o1",
        code: "B01.047.001",
        name: "Приём терапевта",
        payment: "paid",
        attachedOnly: true,
        referralNeeded: true,
        fromAge: null,
        toAge: null,
        sex: null,
        tokens: [
          `${fhirNames.serviceCode}|B01.047.001`,
          "text:прием врача-терапевта",
          "text:прием терапевта",
        ],
        specialties: ["urn:s|27", "text:терапия"],
      },
    });
  });

  test("of which nothing more is told is free, for everybody, and has no code", () => {
    expect(
      service({ type: [coded("urn:other", "B01")], characteristic: [coded("urn:x", "paid")] }),
    ).toMatchObject({
      row: { payment: "free", attachedOnly: false, referralNeeded: false, code: "" },
    });
  });

  test.each([
    ["its type", { type: [{ text: "Терапия" }], specialty: [{ text: "нет" }] }, "Терапия"],
    [
      "its specialty",
      { specialty: [coded("urn:s", "27", "Терапия")], category: [{ text: "нет" }] },
      "Терапия",
    ],
    ["its category", { category: [{ text: "Терапия" }] }, "Терапия"],
  ])("without a name is named by %s", (_, fields, name) => {
    expect(service({ name: "", ...fields })).toMatchObject({ row: { name } });
  });

  test("that nobody provides, or that has no name at all, is set aside", () => {
    const lost = { kind: "withoutReference", detail: "providedBy" };
    expect(service({ providedBy: undefined })).toEqual(lost);
    expect(service({ providedBy: { display: "Поликлиника" } })).toEqual(lost);
    expect(service({ name: " " })).toEqual({ kind: "nameless" });
  });
});

describe("a role", () => {
  const role = (fields: object) => read("role", { ...whole.role, ...fields });

  test("is told with its doctor, place, services, days and leaves", () => {
    expect(
      role({
        healthcareService: [
          to("HealthcareService", "s1"),
          to("HealthcareService", "s1"),
          to("Location", "l9"),
        ],
        location: [{ ...to("Location", "l1"), display: "каб. 5" }, to("Location", "l2")],
        code: [coded("urn:c", "1", "Врач-терапевт")],
        specialty: [coded("urn:s", "27", "Терапия")],
        period: { start: "2026-02", end: "2028-02" },
        notAvailable: [
          { during: { start: "2026-12-01", end: "2026-12-14" } },
          { during: { start: "2027" } },
          { during: { end: "2025" } },
          { during: {} },
          { during: { start: "21.11.2026" } },
          { description: "болеет" },
        ],
      }),
    ).toEqual({
      partly: [{ kind: "withoutReference", detail: "healthcareService" }],
      row: {
        ...head,
        type: "role",
        practitionerId: "p1",
        organizationId: "o1",
        serviceIds: ["s1"],
        specialties: ["urn:s|27", "text:терапия"],
        locationIds: ["l1", "l2"],
        roomLocationId: "l1",
        roomName: "5",
        position: "Врач-терапевт",
        from: "2026-02-01",
        until: "2028-02-29",
        away: [
          { from: "2026-12-01", to: "2026-12-14" },
          { from: "2027-01-01", to: "9999-12-31" },
          { from: "0001-01-01", to: "2025-12-31" },
          { from: "2026-11-21", to: "9999-12-31" },
        ],
      },
    });
  });

  test("of which nothing more is told has nothing more", () => {
    expect(role({ organization: undefined, period: null })).toMatchObject({
      row: {
        organizationId: "",
        serviceIds: [],
        locationIds: [],
        roomLocationId: null,
        roomName: "",
        position: "",
        from: null,
        until: null,
        away: [],
      },
    });
  });

  test("has its specialty for a position", () => {
    expect(role({ specialty: [{ text: "Терапия" }] })).toMatchObject({ row: { position: "Терапия" } });
  });

  test("is in the room that it holds within itself, by name or description", () => {
    const inside = (room: object, display?: string) =>
      role({
        contained: [
          { id: "other", name: "9" },
          { id: "r", ...room },
        ],
        location: [{ reference: "#r", display }],
      });
    expect(inside({ name: "каб. 5" })).toMatchObject({ row: { roomName: "5", locationIds: [] } });
    expect(inside({ description: "каб. 6" })).toMatchObject({ row: { roomName: "6" } });
    expect(inside({}, "каб. 7")).toMatchObject({ row: { roomName: "7" } });
    expect(role({ location: [{ reference: "#gone" }] })).toMatchObject({ row: { roomName: "" } });
  });

  test.each([
    ["without a doctor", { practitioner: undefined }, { kind: "withoutReference", detail: "practitioner" }],
    [
      "of a doctor who can't be followed",
      { practitioner: { display: "Ёлкина" } },
      { kind: "withoutReference", detail: "practitioner" },
    ],
    [
      "of a clinic that can't be followed",
      { organization: { display: "x" } },
      { kind: "withoutReference", detail: "organization" },
    ],
    ["of days that can't be read", { period: { start: "1 мая" } }, { kind: "malformed", detail: "period" }],
    ["of days in a text", { period: "2026" }, { kind: "malformed", detail: "period" }],
    [
      "that ends before it begins",
      { period: { start: "2026", end: "2025" } },
      { kind: "malformed", detail: "period" },
    ],
    ["of a thirteenth month", { period: { end: "2026-13" } }, { kind: "malformed", detail: "period" }],
    ["of a month 00", { period: { end: "2026-00" } }, { kind: "malformed", detail: "period" }],
    [
      "of a 29 February in 2027",
      { period: { start: "2027-02-29" } },
      { kind: "malformed", detail: "period" },
    ],
    ["of a day 00", { period: { start: "2027-02-00" } }, { kind: "malformed", detail: "period" }],
  ])("%s is set aside", (_, fields, reason) => {
    expect(role(fields)).toEqual(reason);
  });

  test.each([
    [{ start: "2026-11-20T23:30:00+03:00" }, { from: "2026-11-20", until: null }],
    [
      { start: "2026", end: "2026" },
      { from: "2026-01-01", until: "2026-12-31" },
    ],
    [
      { start: "", end: "2026-11-20" },
      { from: null, until: "2026-11-20" },
    ],
    [
      { start: "2026-11-20", end: "2026-11-20" },
      { from: "2026-11-20", until: "2026-11-20" },
    ],
    [{ end: "2027-12-31 00:00" }, { from: null, until: "2027-12-31" }],
  ])("of %j lasts %j", (period, days) => {
    expect(role({ period })).toMatchObject({ row: days });
  });
});

describe("a schedule", () => {
  test("names its actors, each once, and the one role where there is one", () => {
    expect(
      read("schedule", {
        actor: [
          to("PractitionerRole", "r1"),
          to("PractitionerRole", "r1"),
          to("Practitioner", "p1"),
          to("Location", "l1"),
          to("HealthcareService", "s1"),
        ],
      }),
    ).toEqual({
      row: {
        ...head,
        type: "schedule",
        roleId: "r1",
        actors: { roleIds: ["r1"], practitionerIds: ["p1"], locationIds: ["l1"], serviceIds: ["s1"] },
      },
    });
    for (const actor of [
      [to("PractitionerRole", "r1"), to("PractitionerRole", "r2")],
      [to("Practitioner", "p1")],
    ])
      expect(read("schedule", { actor })).toMatchObject({ row: { roleId: "" } });
    expect(read("schedule", { actor: to("HealthcareService", "s1") })).toMatchObject({ row: { roleId: "" } });
  });

  test("of a room alone has no doctor; of nobody it lacks its actors; switched off it lacks nobody", () => {
    const room = { actor: [to("Location", "l1")] };
    expect(read("schedule", room)).toEqual({ kind: "withoutDoctor" });
    expect(read("schedule", {})).toEqual({ kind: "withoutReference", detail: "actor" });
    expect(read("schedule", { ...room, active: false })).toHaveProperty("row");
  });

  test.each([
    ["an absolute address", "https://central.example/fhir/PractitionerRole/r1"],
    ["a version of it", "PractitionerRole/r1/_history/3"],
    ["blanks around it", " PractitionerRole/r1 "],
  ])("follows a reference by %s", (_, reference) => {
    expect(read("schedule", { actor: [{ reference }] })).toMatchObject({ row: { roleId: "r1" } });
  });

  test.each(["#r1", "urn:uuid:r1", "r1", "PractitionerRole/", "PractitionerRole/a b", 7])(
    "doesn't follow %o",
    (reference) => {
      expect(read("schedule", { actor: [{ reference }] })).toHaveProperty("kind", "withoutReference");
    },
  );
});
