import { expect, test } from "vitest";
import { fhirNames } from "#contract/fhir/names.ts";
import type { Policy } from "#contract/index.ts";
import { openConnector, openDemoCentral, patient } from "./connector.ts";
import { withCleanUp } from "./helpers.ts";
import { json } from "./scripted-central.ts";

const policy: Policy = { kind: "old", series: "40АБ", number: "123456" };
const birthDate = "1985-03-07";
const person = (more: Record<string, unknown> = {}) => ({
  resourceType: "Patient",
  id: "pat1",
  birthDate,
  identifier: [{ system: fhirNames.policyOld, value: "40АБ:123456" }],
  name: [{ family: "Образцов", given: ["Пётр", "Ильич"] }],
  managingOrganization: { reference: "Organization/clinic" },
  ...more,
});
const answer = (...resources: object[]) =>
  json({ resourceType: "Bundle", type: "searchset", entry: resources.map((resource) => ({ resource })) });

test("policy and birth date travel in the body: not in an address, not in the log", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    demoCentral.put(person());
    const { central, log } = openConnector(later, demoCentral.url);
    const found = await central.findPatients({ policy, birthDate }, patient);
    expect(found).toEqual([
      {
        id: "pat1",
        family: "Образцов",
        given: "Пётр",
        patronymic: "Ильич",
        birthDate,
        sex: null,
        phones: [],
        policies: [{ kind: "old", series: "40АБ", number: "123456" }],
        snils: null,
        attachedOrganizationIds: ["clinic"],
      },
    ]);
    expect(demoCentral.asked.at(-1)).toMatchObject({ method: "POST", path: "Patient/_search" });
    expect(new URLSearchParams(demoCentral.asked.at(-1)?.body).get("birthdate")).toBe(birthDate);
    const written = log.lines.join("\n");
    for (const secret of ["123456", "40АБ", birthDate, "Образцов"]) expect(written).not.toContain(secret);
  }));

test("phones are told as E.164, each once, without those that are no longer used", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const phones = ["8 (910) 555-12-34", "+7 910 555 12 34", "9105550000", "+375 29 111-22-33", "none"];
    const telecom = phones.map((value) => ({ system: "phone", value }));
    demoCentral.put(
      person({
        telecom: [
          ...telecom,
          { system: "phone", value: "+79999999999", use: "old" },
          { system: "email", value: "a@b.c" },
        ],
      }),
    );
    const { central } = openConnector(later, demoCentral.url);
    const [found] = await central.findPatients({ policy, birthDate }, patient);
    expect(found?.phones).toEqual(["+79105551234", "+79105550000", "+375291112233"]);
  }));

test.each([
  ["with another birth date", person({ birthDate: "1990-01-01" })],
  ["with another policy", person({ identifier: [{ system: fhirNames.policyOld, value: "40АБ:999999" }] })],
])("a central API that passes over a parameter and answers people %s is not believed", (_, other) =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    demoCentral.script = () => answer(person(), other);
    const { central } = openConnector(later, demoCentral.url);
    await expect(central.findPatients({ policy, birthDate }, patient)).rejects.toMatchObject({
      fault: "invalidResponse",
    });
  }),
);

test("a card that was merged into another one, or closed, is nobody", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    demoCentral.script = () => answer(person({ active: false }), person({ link: [{ type: "replaced-by" }] }));
    const { central } = openConnector(later, demoCentral.url);
    expect(await central.findPatients({ policy, birthDate }, patient)).toEqual([]);
  }));

test("the error of a failed look-up names no person", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    demoCentral.script = () => ({
      status: 500,
      type: "application/fhir+json",
      body: JSON.stringify({ issue: [{ diagnostics: "40АБ:123456 1985-03-07" }] }),
    });
    const { central, log } = openConnector(later, demoCentral.url);
    const error: unknown = await central
      .findPatients({ policy, birthDate }, patient)
      .catch((thrown: unknown) => thrown);
    expect(`${error} ${JSON.stringify(error)} ${log.lines.join()}`).not.toMatch(/123456|1985-03-07/);
    expect(error).toMatchObject({ fault: "unavailable", code: 500 });
  }));
