import { describe, expect, test } from "vitest";
import type { ReferenceType } from "#contract/central/rows.ts";
import { selfTestSystem } from "#contract/conformance/self-test.ts";
import { fhirNames } from "#contract/fhir/names.ts";
import { coded, head, meta, read, to, whole } from "./register-rows.ts";

const types = Object.keys(whole) as ReferenceType[];

describe.each(types)("a %s", (type) => {
  test("has the id, version, instant and state that it is told with", () => {
    expect(read(type, whole[type])).toMatchObject({ row: { ...head, type } });
  });

  test.each([
    ["an id that is none", { id: "a/b" }, { kind: "malformed", detail: "id" }],
    ["no id", { id: undefined }, { kind: "malformed", detail: "id" }],
    ["an id too long by one", { id: "x".repeat(65) }, { kind: "malformed", detail: "id" }],
    [
      "no version",
      { meta: { lastUpdated: meta.lastUpdated } },
      { kind: "malformed", detail: "meta.versionId" },
    ],
    [
      "an empty version",
      { meta: { ...meta, versionId: "" } },
      { kind: "malformed", detail: "meta.versionId" },
    ],
    ["no meta", { meta: undefined }, { kind: "malformed", detail: "meta.versionId" }],
    [
      "an instant without a zone",
      { meta: { ...meta, lastUpdated: "2026-11-20T10:00:00" } },
      { kind: "malformed", detail: "meta.lastUpdated" },
    ],
    [
      "a modifier that changes what it means",
      { modifierExtension: [{ url: "urn:x" }] },
      { kind: "modified" },
    ],
  ])("with %s is set aside", (_, fields, reason) => {
    expect(read(type, { ...whole[type], ...fields })).toEqual(reason);
  });

  test("of a self-test is none; beside another mark it is one", () => {
    expect(read(type, { ...whole[type], identifier: [{ system: selfTestSystem, value: "k1" }] })).toBeNull();
    expect(read(type, { ...whole[type], identifier: [{ system: "urn:x", value: "k1" }] })).toHaveProperty(
      "row",
    );
  });

  test("with an id of 64 characters, and an empty list of modifiers, is read", () => {
    const id = "x".repeat(64);
    expect(read(type, { ...whole[type], id, modifierExtension: [] })).toMatchObject({ row: { id } });
  });
});

describe("whether it is active", () => {
  test.each(types.filter((type) => type !== "location"))(
    "a %s says by a boolean, true if missing",
    (type) => {
      for (const active of [undefined, null, true])
        expect(read(type, { ...whole[type], active })).toMatchObject({ row: { active: true } });
      expect(read(type, { ...whole[type], active: false })).toMatchObject({ row: { active: false } });
      expect(read(type, { ...whole[type], active: "да" })).toEqual({
        kind: "unknownStatus",
        detail: "active",
      });
    },
  );

  test("a location says by its status", () => {
    const activeOf = (status: unknown) => read("location", { name: "214", status });
    for (const status of [undefined, null, "active"])
      expect(activeOf(status)).toMatchObject({ row: { active: true } });
    for (const status of ["suspended", "inactive"])
      expect(activeOf(status)).toMatchObject({ row: { active: false } });
    expect(activeOf("closed")).toEqual({ kind: "unknownStatus", detail: "status" });
  });

  test("a practitioner who died is not, whatever else is told", () => {
    for (const dead of [{ deceasedBoolean: true }, { deceasedDateTime: "2026" }])
      expect(read("practitioner", { ...whole.practitioner, ...dead, active: true })).toMatchObject({
        row: { active: false },
      });
    expect(
      read("practitioner", { ...whole.practitioner, deceasedBoolean: false, deceasedDateTime: " " }),
    ).toMatchObject({ row: { active: true } });
  });
});

describe("an organization", () => {
  const organization = (fields: object) => read("organization", { name: "Поликлиника № 4", ...fields });

  test("is told with its kind, address, district and phone", () => {
    const kind = { system: fhirNames.organizationKind, code: "child", display: "Детская поликлиника" };
    expect(
      organization({
        partOf: to("Organization", "o0"),
        type: [{ text: "ЛПУ" }, { coding: [{ system: "urn:x", code: "1", display: "Другое" }, kind] }],
        address: [{ city: "Калуга", line: ["ул. Ленина, 4", "корп. 2"], district: "Ленинский округ" }],
        telecom: [
          { system: "email", value: "a@b.ru" },
          { system: "phone", value: "+7 4842 55-55-55" },
        ],
      }),
    ).toEqual({
      row: {
        ...head,
        type: "organization",
        level: "clinic",
        parentId: "o0",
        name: "Поликлиника № 4",
        kind: "Детская поликлиника",
        address: "Калуга, ул. Ленина, 4, корп. 2",
        district: "Ленинский округ",
        phone: "+7 4842 55-55-55",
      },
    });
  });

  test("of which nothing more is told has nothing more", () => {
    expect(organization({})).toMatchObject({
      row: { parentId: null, kind: "", address: "", district: "", phone: "", level: "clinic" },
    });
  });

  test.each([
    ["has its first alias for a name", { name: " ", alias: ["", "ГП № 4"] }, "ГП № 4"],
    ["has its one alias for a name", { name: undefined, alias: "ГП № 4" }, "ГП № 4"],
    ["keeps its name before an alias", { alias: ["ГП № 4"] }, "Поликлиника № 4"],
  ])("%s", (_, fields, name) => {
    expect(organization(fields)).toMatchObject({ row: { name } });
  });

  test("without any name, or of a parent that can't be followed, is set aside", () => {
    expect(organization({ name: "", alias: [] })).toEqual({ kind: "nameless" });
    expect(organization({ name: "", alias: [""] })).toEqual({ kind: "nameless" });
    expect(organization({ partOf: { display: "Минздрав" } })).toEqual({
      kind: "withoutReference",
      detail: "partOf",
    });
  });

  test.each([
    [{ type: [coded("urn:x", "govt")] }, "authority"],
    [{ name: "Министерство здравоохранения Калужской области" }, "authority"],
    [{ name: "Министерство здравоохранения", type: [coded("urn:x", "prov")] }, "clinic"],
    [{ name: "Больница Министерства здравоохранения" }, "clinic"],
    [{ type: [coded("urn:x", "dept")] }, "department"],
    [{ type: [coded("urn:x", "team")] }, "department"],
    [{ type: [coded("urn:x", "prov")] }, "clinic"],
  ])("of %j is a %s", (fields, level) => {
    expect(organization(fields)).toMatchObject({ row: { level } });
  });

  test("tells its kind by our system first, then by whatever words there are", () => {
    const ours = { system: fhirNames.organizationKind, code: "child" };
    expect(organization({ type: [{ coding: [ours], text: "ЛПУ" }] })).toMatchObject({ row: { kind: "ЛПУ" } });
    expect(organization({ type: [coded("urn:x", "1", "Клиника")] })).toMatchObject({
      row: { kind: "Клиника" },
    });
  });

  test.each([
    [
      "the lowest rank first",
      [
        { system: "phone", value: "2", rank: 2 },
        { system: "phone", value: "1", rank: 1 },
      ],
      "1",
    ],
    [
      "an unranked one last",
      [
        { system: "phone", value: "2" },
        { system: "phone", value: "1", rank: 9 },
      ],
      "1",
    ],
    [
      "not one that was",
      [
        { system: "phone", value: "1", use: "old" },
        { system: "sms", value: "2" },
      ],
      "2",
    ],
    ["not one whose time is over", [{ system: "phone", value: "1", period: { end: "2026-11-19" } }], ""],
    ["one on its last day", [{ system: "phone", value: "1", period: { end: "2026-11-20" } }], "1"],
    ["not a fax", [{ system: "fax", value: "1" }], ""],
  ])("is called at %s", (_, telecom, phone) => {
    expect(organization({ telecom })).toMatchObject({ row: { phone } });
    expect(organization({ contact: [{ telecom }] })).toMatchObject({ row: { phone } });
  });
});

describe("an address", () => {
  const address = (...told: readonly object[]) => read("location", { name: "214", address: told });

  test("is the whole text where there is one", () => {
    expect(address({ text: "Калуга,\n ул. Ленина, 4", city: "Калуга" })).toMatchObject({
      row: { address: "Калуга, ул. Ленина, 4" },
    });
    expect(address({ line: "ул. Ленина, 4", city: " " })).toMatchObject({
      row: { address: "ул. Ленина, 4" },
    });
  });

  const here = { text: "здесь" };
  test.each([
    ["a place before a letter box", { text: "а/я 12", type: "postal" }],
    ["a place before where bills go", { text: "бухгалтерия", use: "billing" }],
    ["a lasting place before one for a time", { text: "времянка", use: "temp" }],
    ["the present place before a former one", { text: "бывшее", use: "old" }],
    ["a place whose time has come", { text: "будущее", period: { start: "2026-11-21" } }],
  ])("is %s", (_, other) => {
    expect(address(other, here)).toMatchObject({ row: { address: "здесь" } });
    expect(address(here, other)).toMatchObject({ row: { address: "здесь" } });
  });

  test("of a letter box is the last choice, behind bills and a time", () => {
    const postal = { text: "а/я 12", type: "postal" };
    const forTime = { text: "времянка", use: "temp" };
    const bills = { text: "бухгалтерия", use: "billing" };
    expect(address(postal, bills, forTime)).toMatchObject({ row: { address: "времянка" } });
    expect(address(postal, bills)).toMatchObject({ row: { address: "бухгалтерия" } });
    expect(address(postal)).toMatchObject({ row: { address: "а/я 12" } });
  });
});

describe("a location", () => {
  test("is a room by the code for rooms, of the system for it", () => {
    const room = read("location", {
      name: "каб. 214-Б",
      managingOrganization: to("Organization", "o1"),
      partOf: to("Location", "l0"),
      physicalType: coded(fhirNames.physicalType, "ro"),
    });
    expect(room).toEqual({
      row: {
        ...head,
        type: "location",
        organizationId: "o1",
        parentId: "l0",
        name: "214-Б",
        isRoom: true,
        district: "",
        address: "",
      },
    });
    for (const physicalType of [coded(fhirNames.physicalType, "bu"), coded("urn:x", "ro"), undefined])
      expect(read("location", { name: "214", physicalType })).toMatchObject({ row: { isRoom: false } });
  });

  test.each([
    [{ name: "", alias: ["", "Процедурный"] }, "Процедурный"],
    [{ name: undefined, description: "Второй этаж" }, "Второй этаж"],
    [{ alias: ["Процедурный"], description: "Второй этаж" }, "Процедурный"],
    [{}, ""],
  ])("of %j is named %s", (fields, name) => {
    expect(read("location", fields)).toMatchObject({ row: { name } });
  });

  test("of references that lead elsewhere belongs nowhere", () => {
    const row = { organizationId: null, parentId: null };
    expect(
      read("location", { name: "1", managingOrganization: { display: "x" }, partOf: "l0" }),
    ).toMatchObject({
      row,
    });
    expect(read("location", { name: "1" })).toMatchObject({ row });
  });
});
