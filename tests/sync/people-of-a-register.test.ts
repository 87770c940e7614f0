import { describe, expect, test } from "vitest";
import { centralSettingsSchema } from "#contract/fhir/settings.ts";
import { personNames } from "#sync/fhir/names.ts";
import { readPatient, toCentralPatient } from "#sync/fhir/patient-resource.ts";
import { isIdentifier, policySpellings } from "#sync/fhir/person-identifiers.ts";
import { snilsForms, spellings } from "#sync/fhir/search-values.ts";

const { systems } = centralSettingsSchema.parse({ url: "http://127.0.0.1/fhir" });
const today = "2026-11-20";

describe("a person's name", () => {
  const first = (...names: readonly object[]): readonly string[] => {
    const [name] = personNames(names, today);
    return name ? [name.family, name.given, name.patronymic] : [];
  };

  test.each<[string, readonly object[], readonly string[]]>([
    ["in parts", [{ family: "Ёлкина", given: ["Зоя", "Ярославовна"] }], ["Ёлкина", "Зоя", "Ярославовна"]],
    ["of a given name alone", [{ family: "Ли", given: "Мин" }], ["Ли", "Мин", ""]],
    [
      "with both names in one field",
      [{ family: "Ёлкина", given: ["Зоя Ярославовна"] }],
      ["Ёлкина", "Зоя", "Ярославовна"],
    ],
    [
      "with two given names in one field",
      [{ family: "Ёлкина", given: ["Анна Мария"] }],
      ["Ёлкина", "Анна Мария", ""],
    ],
    [
      "with three words in one field",
      [{ family: "Ёлкина", given: ["Анна Петровна Ильинична"] }],
      ["Ёлкина", "Анна Петровна Ильинична", ""],
    ],
    [
      "whose given name isn't known",
      [{ family: "Ёлкина", given: [null, "Ярославовна"] }],
      ["Ёлкина", "", "Ярославовна"],
    ],
    [
      "with a double patronymic",
      [{ family: "Мамедов", given: ["Али", "Гасан", "оглы"] }],
      ["Мамедов", "Али", "Гасан оглы"],
    ],
    ["as a text", [{ text: "Ёлкина Зоя Ярославовна" }], ["Ёлкина", "Зоя", "Ярославовна"]],
    ["as a text with a comma", [{ text: "Ёлкина, Зоя Ярославовна" }], ["Ёлкина", "Зоя", "Ярославовна"]],
    [
      "as a text, the family name last",
      [{ text: "Зоя Ярославовна Ёлкина" }],
      ["Ёлкина", "Зоя", "Ярославовна"],
    ],
    ["as a text of two words", [{ text: "Ёлкина Зоя" }], ["Ёлкина", "Зоя", ""]],
    ["as a text of four words", [{ text: "Мамедов Али Гасан оглы" }], ["Мамедов Али Гасан оглы", "", ""]],
    [
      "as a text of four words in capitals",
      [{ text: "Мамедов Али Гасан Оглы" }],
      ["Мамедов", "Али", "Гасан Оглы"],
    ],
    ["as a text that is none", [{ text: "Дежурный врач" }], ["Дежурный врач", "", ""]],
    ["as a text of one word", [{ text: "Регистратура" }], ["Регистратура", "", ""]],
    ["as a text of five words", [{ text: "Иванов Пётр Ильич И Ко" }], ["Иванов Пётр Ильич И Ко", "", ""]],
    [
      "as a text whose fourth word is no part of a patronymic",
      [{ text: "Мамедов Али Гасан Второй" }],
      ["Мамедов Али Гасан Второй", "", ""],
    ],
    [
      "as a text beside its given name",
      [{ text: "Лев Ильич Маркович", given: ["Лев"] }],
      ["Маркович", "Лев", "Ильич"],
    ],
    [
      "as a text, family name like a patronymic",
      [{ text: "Лев Ильич Маркович" }],
      ["Лев", "Ильич", "Маркович"],
    ],
    ["with a dash for the family name", [{ family: "-", text: "Ёлкина З.Я." }], ["Ёлкина", "З.", "Я."]],
  ])("%s", (_, names, parts) => {
    expect(first(...names)).toEqual(parts);
  });

  const named = (family: string, more: object = {}) => ({ family, given: ["Анна"], ...more });
  test.each([
    ["official before usual", named("Да", { use: "official" }), named("Нет", { use: "usual" })],
    ["usual before one of no use", named("Да", { use: "usual" }), named("Нет")],
    ["one of no use before one for a time", named("Да"), named("Нет", { use: "temp" })],
    ["one for a time before a nickname", named("Да", { use: "temp" }), named("Нет", { use: "nickname" })],
    ["of an unknown use before one for a time", named("Да", { use: "legal" }), named("Нет", { use: "temp" })],
    [
      "the later before the earlier",
      named("Да", { period: { start: "2010" } }),
      named("Нет", { period: { start: "1985" } }),
    ],
    ["a dated before an undated", named("Да", { period: { start: "2010" } }), named("Нет")],
    ["the present before a former", named("Да", { use: "nickname" }), named("Нет", { use: "old" })],
    ["the present before a maiden name", named("Да", { use: "nickname" }), named("Нет", { use: "maiden" })],
    ["the present before nobody's", named("Да", { use: "nickname" }), named("Нет", { use: "anonymous" })],
    [
      "one in force before one whose time is over",
      named("Да", { use: "nickname" }),
      named("Нет", { period: { end: "2026-11-19" } }),
    ],
  ])("is %s", (_, yes, no) => {
    expect(first(yes, no)[0]).toBe("Да");
    expect(first(no, yes)[0]).toBe("Да");
  });

  test("of two alike is the one that is told first", () => {
    expect(first(named("Первая"), named("Вторая"))[0]).toBe("Первая");
    const since = { period: { start: "2010" } };
    expect(first(named("Первая", since), named("Вторая", since))[0]).toBe("Первая");
  });

  test("that says nothing is none", () => {
    expect(personNames([{ family: "—", given: ["-"] }, {}, { use: "old", family: "Ли" }], today)).toEqual([]);
  });
});

describe("a patient", () => {
  const read = (fields: object) =>
    readPatient({ id: "p1", name: [{ family: "Ли" }], birthDate: "1985-03-07", ...fields }, today);
  const told = (fields: object) => {
    const reading = read(fields);
    if (!reading || !("row" in reading)) throw new Error("set aside");
    return toCentralPatient(reading.row, systems, today);
  };

  test.each([
    ["is alive and known", {}, true],
    ["is said to be active", { active: true }, true],
    ["has no word on that", { active: null }, true],
    ["is closed", { active: false }, false],
    ["is closed in a word", { active: "нет" }, false],
    ["was merged into another", { link: [{ type: "replaced-by" }] }, false],
    ["took another's place", { link: [{ type: "replaces" }] }, true],
    ["has died", { deceasedBoolean: true }, false],
    ["has died, in a word", { deceasedBoolean: "true" }, false],
    ["has died at some time", { deceasedDateTime: "2020" }, false],
    ["lives", { deceasedBoolean: false, deceasedDateTime: "" }, true],
    ["has no name", { name: [] }, false],
  ])("who %s is current or not", (_, fields, current) => {
    expect(read(fields)).toMatchObject({ row: { current } });
  });

  test("without a readable id, or of a changed meaning, is set aside", () => {
    expect(read({ id: "a b" })).toEqual({ kind: "malformed", detail: "id" });
    expect(read({ modifierExtension: [{ url: "urn:x" }] })).toEqual({ kind: "modified" });
  });

  test.each([
    ["1985-03-07", "1985-03-07"],
    ["1985-03-07T00:00:00+04:00", "1985-03-07"],
    ["1985-03-07T12:00:00", null],
    ["1985-03", null],
    ["1985-02-30", null],
    ["", null],
  ])("born at %j is born on %j", (birthDate, day) => {
    expect(told({ birthDate }).birthDate).toBe(day);
  });

  test("is told with numbers in force, without their grouping", () => {
    const identifier = [
      { system: systems.unified, value: "4056 4108 4200 1238" },
      { system: systems.unified, value: "1111222233334444", use: "old" },
      { system: systems.temporary, value: "№ 123-456-789", period: { end: "2026-11-20" } },
      { system: systems.temporary, value: "000000000", period: { end: "2026-11-19" } },
      { system: systems.old, value: "40 аб : 123 456" },
      { system: systems.old, value: "4001 № 052617" },
      { system: systems.old, value: "4002 052618" },
      { system: systems.old, value: "052619" },
      { system: systems.unified, value: "" },
      { system: systems.snils, value: "112-233-445 95" },
      { system: "urn:x", value: "1" },
    ];
    expect(told({ identifier })).toMatchObject({
      policies: [
        { kind: "unified", number: "4056410842001238" },
        { kind: "temporary", number: "123456789" },
        { kind: "old", series: "40АБ", number: "123456" },
        { kind: "old", series: "4001", number: "052617" },
        { kind: "old", series: "4002", number: "052618" },
      ],
      snils: "11223344595",
    });
    expect(told({ identifier: [{ system: systems.snils, value: "112-233-445" }] }).snils).toBeNull();
    const former = { system: systems.snils, value: "112-233-445 95", use: "old" };
    expect(told({ identifier: [former] }).snils).toBeNull();
  });

  test("is attached where the register says so, each clinic once", () => {
    const at = (id: string) => ({ reference: `Organization/${id}` });
    expect(
      told({
        managingOrganization: at("o1"),
        generalPractitioner: [at("o2"), at("o1"), { reference: "Practitioner/p1" }],
      }).attachedOrganizationIds,
    ).toEqual(["o1", "o2"]);
  });

  test.each([
    ["male", "male"],
    ["female", "female"],
    ["other", null],
    [undefined, null],
  ])("of gender %j is %j", (gender, sex) => {
    expect(told({ gender }).sex).toBe(sex);
  });

  test("has phones by rank, those in use, each once", () => {
    const telecom = [
      { system: "phone", value: "89105550002" },
      { system: "sms", value: "+7 910 555-00-01", rank: 1 },
      { system: "phone", value: "8 (910) 555-00-01 доб. 3" },
      { system: "email", value: "89105550009" },
      { system: "phone", value: "89105550003", use: "old" },
      { system: "phone", value: "00 375 29 111-22-33, 8-10-49-151-1234567" },
    ];
    expect(told({ telecom }).phones).toEqual([
      "+79105550001",
      "+79105550002",
      "+375291112233",
      "+491511234567",
    ]);
  });

  test.each(["+7 910 555", "+7 910 555-00-011", "+0 910 555-00-01", "810", "555-00-01", "6 910 555-00-01"])(
    "can't be called at %s",
    (value) => {
      expect(told({ telecom: [{ system: "phone", value }] }).phones).toEqual([]);
    },
  );
});

describe("a number is searched for", () => {
  test("a СНИЛС in each form that registers write", () => {
    expect(snilsForms("11223344595")).toEqual([
      "11223344595",
      "112-233-445 95",
      "112-233-445-95",
      "112-233-445\u00a095",
      "112-233-44595",
      "112 233 445 95",
    ]);
  });

  test("a policy in its groups", () => {
    expect(policySpellings({ kind: "unified", number: "4056410842001238" })).toEqual([
      "4056410842001238",
      "4056 4108 4200 1238",
      "4056-4108-4200-1238",
      "4056\u00a04108\u00a04200\u00a01238",
    ]);
    expect(policySpellings({ kind: "temporary", number: "123456789" })).toEqual([
      "123456789",
      "123 456 789",
      "123-456-789",
      "123\u00a0456\u00a0789",
    ]);
  });

  test("an old policy by series and number however they are joined, in either case", () => {
    const of = (series: string) => policySpellings({ kind: "old", series, number: "052617" });
    expect(of("4001")).toEqual(
      ["4001", "40 01"].flatMap((series) =>
        [":", " ", ": ", " № ", " №", "№", ""].map((sign) => `${series}${sign}052617`),
      ),
    );
    expect(of("40АБ")).toContain("40аб:052617");
    expect(of("40АБ")).toContain("40АБ № 052617");
    expect(of("40АБ").some((one) => one.startsWith("40 АБ"))).toBe(false);
  });

  test.each([
    ["4001:052617", "4001 № 052617", true],
    ["4001/052617", "4001052617", true],
    ["40аб 052617", "40АБ052617", true],
    ["4001:052617", "4001:052618", false],
  ])("%s and %s are one number: %s", (one, other, same) => {
    const of = (value: string) => ({ system: systems.old, value });
    expect(isIdentifier(of(one), of(other))).toBe(same);
    expect(isIdentifier(of(one), { ...of(one), system: "urn:x" })).toBe(false);
  });

  test.each([
    ["Петров", "Петров,Пётров"],
    ["Ёлкин", "Елкин,Ёлкин"],
    ["О'Нил", "О"],
    ["Ли", "Ли"],
    ["а,б|в$г\\", "а\\,б\\|в\\$г\\\\"],
  ])("%s as %s", (name, values) => {
    expect(spellings(name)).toBe(values);
  });

  test("a name of many е is searched for as far as the third", () => {
    const values = spellings("Береженевец").split(",");
    expect(values).toHaveLength(8);
    expect(new Set(values.map((value) => value.replaceAll("ё", "е")))).toEqual(new Set(["Береж" + "ен"]));
  });
});
