import { describe, expect, test } from "vitest";
import { fhirNames } from "#contract/central/fhir-names.ts";
import type { ReferenceType } from "#contract/central/rows.ts";
import { centralSettingsSchema } from "#contract/central/settings.ts";
import { selfTestSystem } from "#contract/conformance/self-test.ts";
import { clinicDays } from "#sync/fhir/clinic-days.ts";
import { referenceReader, resourceTypes } from "#sync/fhir/reference.ts";
import { slotReader } from "#sync/fhir/slots.ts";

const settings = centralSettingsSchema.parse({ url: "http://127.0.0.1/fhir" });
const today = "2026-11-20";
const meta = { versionId: "7", lastUpdated: "2026-11-20T10:00:00.250Z" };
const head = { id: "x1", version: "7", lastUpdated: Date.parse(meta.lastUpdated), active: true };

const read = (type: ReferenceType, fields: object) =>
  referenceReader(
    type,
    settings,
    clinicDays("Europe/Moscow"),
    Date.parse(`${today}T10:00:00Z`),
  )({ resourceType: resourceTypes[type], id: "x1", meta, ...fields });
const to = (type: string, id: string) => ({ reference: `${type}/${id}` });
const coded = (system: string, code: string, display?: string) => ({
  coding: [{ system, code, ...(display === undefined ? {} : { display }) }],
});

const whole: { readonly [Type in ReferenceType]: object } = {
  organization: { name: "Поликлиника № 4" },
  location: { name: "214" },
  service: { name: "Приём терапевта", providedBy: to("Organization", "o1") },
  practitioner: { name: [{ family: "Ёлкина", given: ["Зоя", "Ярославовна"] }] },
  role: { practitioner: to("Practitioner", "p1"), organization: to("Organization", "o1") },
  schedule: { actor: [to("PractitionerRole", "r1")] },
};
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

describe("a text on the screens", () => {
  const shown = (name: unknown) => {
    const reading = read("service", { ...whole.service, name });
    return reading && "row" in reading && reading.row.type === "service" ? reading.row.name : reading;
  };

  test.each([
    ["\ufeffПриём\u00a0 врача\r\n", "Приём врача"],
    ["При\u0301ём\u200b вра\u00adча", "При\u0301ём врача".normalize("NFC")],
    ["Прие\u0308м", "Приём"],
    ["Приём<br/>врача", "Приём врача"],
    ["<p>Приём</p><p><b>врача</b></p>", "Приём врача"],
    ["<ul><li>Приём</li><li>осмотр</li></ul>", "Приём осмотр"],
    ["Приём &laquo;Ромашка&raquo; &amp; Ко", "Приём «Ромашка» & Ко"],
    ["a&NBSP;b &quot;c&quot; &apos;d&apos; &lt;e&gt; f&mdash;g&ndash;h", "a b \"c\" 'd' <e> f—g–h"],
    ["&#1055;риём &unknown;", "Приём &unknown;"],
    ["температура < 38 & кашель", "температура < 38 & кашель"],
    ["\u202eПриём\u202c\u0007", "Приём"],
  ])("of %j reads «%s»", (told, text) => {
    expect(shown(told)).toBe(text);
  });

  test.each([7, null, {}, ["Приём"], "\u200b"])("that is %o is none", (told) => {
    expect(shown(told)).toEqual({ kind: "nameless" });
  });
});

describe("a slot", () => {
  const slot = {
    resourceType: "Slot",
    id: "s1",
    meta,
    schedule: to("Schedule", "c1"),
    status: "free",
    start: "2026-11-24T09:00:00+03:00",
    end: "2026-11-24T09:20:00+03:00",
  };
  const row = {
    id: "s1",
    version: "7",
    lastUpdated: Date.parse(meta.lastUpdated),
    scheduleId: "c1",
    start: Date.parse("2026-11-24T06:00:00Z"),
    end: Date.parse("2026-11-24T06:20:00Z"),
    status: "free",
  };
  const readSlot = (fields: object) => slotReader()({ ...slot, ...fields });

  test("is read as it stands, and one reader keeps two schedules apart", () => {
    const reader = slotReader();
    expect(reader(slot)).toEqual({ row });
    expect(reader({ ...slot, schedule: to("Schedule", "c2") })).toEqual({
      row: { ...row, scheduleId: "c2" },
    });
    expect(reader({ ...slot, schedule: undefined })).toHaveProperty("kind", "withoutReference");
    expect(reader(slot)).toEqual({ row });
  });

  test.each([
    [{ id: 7 }, { kind: "malformed", detail: "id" }],
    [{ meta: [] }, { kind: "malformed", detail: "meta.versionId" }],
    [{ meta: { ...meta, versionId: 7 } }, { kind: "malformed", detail: "meta.versionId" }],
    [{ meta: { ...meta, versionId: "" } }, { kind: "malformed", detail: "meta.versionId" }],
    [{ meta: { versionId: "7" } }, { kind: "malformed", detail: "meta.lastUpdated" }],
    [{ modifierExtension: [{}] }, { kind: "modified" }],
    [{ schedule: "Schedule/c1" }, { kind: "withoutReference", detail: "schedule" }],
    [{ start: undefined }, { kind: "withoutTime", detail: "start" }],
    [{ end: undefined }, { kind: "withoutTime", detail: "end" }],
    [{ end: slot.start }, { kind: "withoutTime", detail: "end" }],
    [{ status: "open" }, { kind: "unknownStatus", detail: "status" }],
  ])("of %j is set aside", (fields, reason) => {
    expect(readSlot(fields)).toEqual(reason);
  });

  test.each([
    ["2026-11-24 09:00+0300", "2026-11-24T06:00:00Z"],
    ["2026-11-24T06:00Z", "2026-11-24T06:00:00Z"],
    ["2026-11-24T06:00:00.5z", "2026-11-24T06:00:00.500Z"],
    [" 2026-11-24T09:00:00 +03:00 ", "2026-11-24T06:00:00Z"],
    ["2026-11-24T09:00:00.123456+03:00", "2026-11-24T06:00:00.123Z"],
  ])("at %s begins at %s", (start, instant) => {
    expect(readSlot({ start })).toMatchObject({ row: { start: Date.parse(instant) } });
  });

  test.each(["2026-11-24T09:00:00", "2026-11-24", "24.11.2026 09:00", "2026-02-31T25:00:00Z", 1764000000000])(
    "at %o has no time",
    (start) => {
      expect(readSlot({ start })).toEqual({ kind: "withoutTime", detail: "start" });
    },
  );

  test.each([
    [coded("http://terminology.hl7.org/CodeSystem/v2-0276", "WALKIN")],
    [coded("urn:x", "emergency")],
    [{ text: "Неотложный приём" }],
    [coded("urn:x", "1", "Экстренно")],
    [[coded("urn:x", "ROUTINE"), { text: "cito!" }]],
  ])("for %j isn't given out ahead", (appointmentType) => {
    expect(readSlot({ appointmentType })).toMatchObject({ row: { status: "busy-unavailable" } });
    expect(readSlot({ appointmentType, status: "busy" })).toMatchObject({ row: { status: "busy" } });
  });

  test.each([[null], [coded("urn:x", "ROUTINE", "Плановый")], [{ text: "Приём" }]])(
    "for %j is given out",
    (appointmentType) => {
      expect(readSlot({ appointmentType })).toMatchObject({ row: { status: "free" } });
    },
  );

  test("tells what it is for, where it does", () => {
    const told = readSlot({
      serviceType: [coded("urn:s", "1", "Осмотр")],
      specialty: [{ text: "Терапия" }],
    });
    expect(told).toEqual({
      row: { ...row, purpose: { services: ["urn:s|1", "text:осмотр"], specialties: ["text:терапия"] } },
    });
    expect(readSlot({ serviceType: [], specialty: [{}] })).toEqual({ row });
    expect(readSlot({ specialty: [{ text: "Терапия" }] })).toEqual({
      row: { ...row, purpose: { services: [], specialties: ["text:терапия"] } },
    });
  });
});
