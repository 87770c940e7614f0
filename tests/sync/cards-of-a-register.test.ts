import { describe, expect, test } from "vitest";
import type { CardContent } from "#contract/central/people.ts";
import { fhirNames } from "#contract/fhir/names.ts";
import { centralSettingsSchema } from "#contract/fhir/settings.ts";
import { newCard, toCard, withContent } from "#sync/fhir/card-resource.ts";

const { systems } = centralSettingsSchema.parse({ url: "http://127.0.0.1/fhir" });
const today = "2026-11-20";

describe("a card", () => {
  const content: CardContent = {
    relation: "child",
    family: "Соколов",
    given: "Лев",
    patronymic: "Ильич",
    sex: "male",
    birthDate: "2020-02-02",
    policy: { kind: "old", series: "40АБ", number: "123456" },
    snils: "11223344595",
    phone: "+79105550001",
    linkedPatientId: "p2",
  };
  const made = newCard({ key: "key-1", ownerId: "p1", content }, systems, today);
  const stored: Readonly<Record<string, unknown>> = { ...made, id: "c1", meta: { versionId: "3" } };

  test("that is made says all that was typed, under its key, of its owner", () => {
    expect(made).toEqual({
      resourceType: "RelatedPerson",
      active: true,
      identifier: [
        { system: fhirNames.cardKey, value: "key-1" },
        { system: systems.old, value: "40АБ:123456" },
        { system: systems.snils, value: "11223344595" },
      ],
      patient: { reference: "Patient/p1" },
      relationship: [
        {
          coding: [
            { system: fhirNames.cardRelation, code: "child" },
            { system: fhirNames.roleCode, code: "CHILD" },
          ],
        },
      ],
      name: [{ use: "official", text: "Соколов Лев Ильич", family: "Соколов", given: ["Лев", "Ильич"] }],
      telecom: [{ system: "phone", use: "mobile", value: "+79105550001" }],
      gender: "male",
      birthDate: "2020-02-02",
      extension: [{ url: fhirNames.extension.linkedPatient, valueReference: { reference: "Patient/p2" } }],
    });
  });

  test("is read as it was typed", () => {
    expect(toCard(stored, systems, today)).toEqual({ ...content, id: "c1", etag: 'W/"3"', raw: stored });
  });

  test("of little is made and read with little", () => {
    const little: CardContent = {
      ...content,
      relation: "other",
      patronymic: "",
      sex: null,
      birthDate: null,
      policy: null,
      snils: null,
      phone: null,
      linkedPatientId: null,
    };
    const bare = newCard({ key: "key-1", ownerId: "p1", content: little }, systems, today);
    expect(bare).toMatchObject({
      identifier: [{ system: fhirNames.cardKey }],
      relationship: [{ coding: [{ system: fhirNames.cardRelation, code: "other" }] }],
      name: [{ text: "Соколов Лев", given: ["Лев"] }],
    });
    expect(JSON.parse(JSON.stringify(bare))).not.toHaveProperty("telecom");
    expect(JSON.parse(JSON.stringify(bare))).not.toHaveProperty("extension");
    for (const field of ["gender", "birthDate"]) expect(bare).not.toHaveProperty(field);
    const back = toCard({ ...bare, id: "c1", meta: { versionId: "3" } }, systems, today);
    expect(back).toMatchObject(little);
  });

  test("that is changed keeps what other programs keep there", () => {
    const vendor = { system: "urn:vendor", value: "7" };
    const formerPhone = { system: "phone", use: "old", value: "+79990000000" };
    const mail = { system: "email", value: "a@b.ru" };
    const note = { url: "urn:vendor:note", valueString: "x" };
    const maiden = { use: "maiden", family: "Орлов" };
    const aunt = { coding: [{ system: fhirNames.roleCode, code: "AUNT" }] };
    const raw = {
      ...stored,
      identifier: [vendor, ...(stored.identifier as object[])],
      telecom: [formerPhone, mail, ...(stored.telecom as object[])],
      extension: [note, ...(stored.extension as object[])],
      name: [maiden, ...(stored.name as object[])],
      relationship: [
        aunt,
        {
          text: "сын",
          coding: [
            { system: fhirNames.roleCode, code: "CHILD" },
            { system: fhirNames.cardRelation, code: "child" },
            { system: "urn:vendor", code: "son" },
          ],
        },
      ],
      period: { start: "2020" },
    };
    const changed = withContent(
      raw,
      {
        ...content,
        relation: "self",
        family: "Орлов",
        policy: { kind: "unified", number: "4056410842001238" },
        snils: null,
        phone: "+79105550002",
        linkedPatientId: null,
      },
      systems,
      today,
    );
    expect(changed).toEqual({
      ...raw,
      identifier: [
        vendor,
        { system: fhirNames.cardKey, value: "key-1" },
        { system: systems.unified, value: "4056410842001238" },
      ],
      telecom: [formerPhone, mail, { system: "phone", use: "mobile", value: "+79105550002" }],
      extension: [note],
      name: [maiden, { use: "official", text: "Орлов Лев Ильич", family: "Орлов", given: ["Лев", "Ильич"] }],
      relationship: [
        aunt,
        {
          text: "сын",
          coding: [
            { system: fhirNames.cardRelation, code: "self" },
            { system: fhirNames.roleCode, code: "ONESELF" },
            { system: "urn:vendor", code: "son" },
          ],
        },
      ],
    });
  });

  test("of which nobody asked is none: a clinic's note of next of kin, or one switched off", () => {
    expect(
      toCard({ ...stored, relationship: [{ coding: [{ system: "urn:x", code: "child" }] }] }, systems, today),
    ).toBeNull();
    expect(toCard({ ...stored, relationship: undefined }, systems, today)).toBeNull();
    expect(toCard({ ...stored, active: false }, systems, today)).toBeNull();
    const unknown = [{ coding: [{ system: fhirNames.cardRelation, code: "neighbour" }] }];
    expect(toCard({ ...stored, relationship: unknown }, systems, today)).toBeNull();
  });

  test("that can't be read is no answer", () => {
    for (const fields of [
      { id: "a b" },
      { meta: undefined },
      { meta: { versionId: "" } },
      { meta: { versionId: 3 } },
    ])
      expect(() => toCard({ ...stored, ...fields }, systems, today)).toThrow("a card that can't be read");
  });
});
