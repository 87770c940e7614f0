import { describe, expect, test } from "vitest";
import { fhirNames } from "#contract/fhir/names.ts";
import type { Central, CentralPatient } from "#contract/index.ts";
import { real } from "#demo-central/seed/real-values.ts";
import { maskPhone } from "#main/sessions/patient-view.ts";
import { e164, phonesIn } from "#sync/fhir/phones.ts";
import { openDemoCentral as openRealCentral, withCleanUp } from "#tests/support/kiosk.ts";
import { openConnector, openDemoCentral, patient } from "./connector.ts";
import { json } from "./scripted-central.ts";

/** Works with the connector at the region `real`. */
const atReal = (work: (central: Central) => Promise<void>): Promise<void> =>
  withCleanUp(async (later) => {
    const demoCentral = await openRealCentral(later, { size: "real" });
    await work(openConnector(later, demoCentral.url).central);
  });

const birthDates: Record<string, string> = Object.fromEntries(
  real.resources
    .filter(({ resourceType }) => resourceType === "Patient")
    .map(({ id, birthDate }) => [id.slice(1), String(birthDate)]),
);
const signIn = (central: Central, who: string): Promise<CentralPatient[]> =>
  central.findPatients(
    { policy: { kind: "unified", number: real.people[who] ?? "" }, birthDate: birthDates[who] ?? "" },
    patient,
  );

describe("a patient of the region real", () => {
  test.each([
    ["spaces", "Белов", "Олег", "Игоревич"],
    ["given-null", "Тихий", "", "Петрович"],
    ["married", "Щукина", "Ева", "Львовна"],
    ["long", real.longest.family, real.longest.given, real.longest.patronymic],
    ["child", "Матвеев", "Ян", "Ильич"],
  ])("%s: is found under the name in use", (who, family, given, patronymic) =>
    atReal(async (central) => {
      expect(await signIn(central, who)).toMatchObject([
        { family, given, patronymic, policies: [{ kind: "unified", number: real.people[who] }] },
      ]);
    }),
  );

  test.each(["dead", "dead-flag", "old-policy", "over-policy", "nameless"])(
    "%s: isn't found, and the central API counts as sound",
    (who) =>
      atReal(async (central) => {
        expect(await signIn(central, who)).toEqual([]);
      }),
  );

  test("has phones as a form with one field holds them, without those of the past", () =>
    atReal(async (central) => {
      const [found] = await signIn(central, "spaces");
      expect(found?.phones).toEqual(["+74842555555", "+79105550001", "+79205550002"]);
    }));

  test("a visit that a mother and her child share is on both lists", () =>
    atReal(async (central) => {
      for (const who of ["mother", "child"]) {
        const [found] = await signIn(central, who);
        const visits = await central.visitsOfPatient(found?.id ?? "", 0, patient);
        expect(visits.map(({ ticketNumber }) => ticketNumber)).toEqual(["77001"]);
        expect(visits[0]?.patientIds).toHaveLength(2);
      }
    }));

  test("visits made elsewhere say in words what their references don't lead to", () =>
    atReal(async (central) => {
      const [found] = await signIn(central, "spaces");
      const visits = await central.visitsOfPatient(found?.id ?? "", 0, patient);
      expect(visits.map(({ words }) => words)).toEqual([
        {
          doctor: "Чужих Анна Петровна, врач-аллерголог",
          service: "Приём врача-аллерголога",
          place: "Областная больница, каб. 5",
        },
        {
          doctor: "Дальняя И. И.",
          service: "Приём врача-аллерголога первичный",
          place: "Областная больница",
        },
      ]);
    }));
});

test("one visit that can't be read costs the patient none of the others", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const visit = { resourceType: "Appointment", status: "booked", start: "2030-01-01T08:00:00+03:00" };
    const participant = [{ actor: { reference: "Patient/p1" }, status: "accepted" }];
    demoCentral.script = ({ path }) =>
      path.startsWith("Appointment")
        ? json({
            resourceType: "Bundle",
            type: "searchset",
            entry: [
              { resource: { ...visit, id: "v1", meta: { versionId: "1" }, participant, status: 7 } },
              { resource: { ...visit, id: "v2", meta: { versionId: "1" }, participant } },
            ],
          })
        : null;
    const { central, log } = openConnector(later, demoCentral.url);
    expect((await central.visitsOfPatient("p1", 0, patient)).map(({ id }) => id)).toEqual(["v2"]);
    expect(log.of("central.visit-left-out")).toMatchObject([{ visitId: "v1" }]);
    await expect(central.visitsOfSlot("s1", patient)).rejects.toThrow("a visit that can't be read");
  }));

test.each([
  ["8 (4842) 55-55-55 доб. 12", ["+74842555555"]],
  ["8 910 555-00-01, 8 920 555-00-02", ["+79105550001", "+79205550002"]],
  ["8 910 555-00-01 и 89205550002 (муж)", ["+79105550001", "+79205550002"]],
  ["+998 90 123-45-67", ["+998901234567"]],
  ["8-10-998-90-123-45-67", ["+998901234567"]],
  ["55-55-55", []],
  ["не звонить", []],
])("%s is read as %j", (written, phones) => {
  expect(phonesIn(written)).toEqual(phones);
  for (const phone of phones) expect(e164(phone)).toBe(phone);
});

test.each([
  ["+79105554107", "+7 ••• •••-41-07"],
  ["+998901234567", "+998 ••• •••-45-67"],
  ["+375291112233", "+375 ••• •••-22-33"],
  ["+4915112345678", "+49 ••• •••-56-78"],
])("%s is masked as %s", (phone, masked) => {
  expect(maskPhone(phone)).toBe(masked);
});

test("an old policy is found however its series and number are put together", () =>
  withCleanUp(async (later) => {
    const policy = { kind: "old", series: "4001", number: "052617" } as const;
    const birthDate = "1979-05-14";
    for (const value of ["4001:052617", "4001 052617", "40 01 № 052617", "4001№052617"]) {
      const demoCentral = await openDemoCentral(later);
      const asked: string[] = [];
      demoCentral.script = ({ path, body }) => {
        if (!path.startsWith("Patient")) return null;
        asked.push(path, ...(new URLSearchParams(body).get("identifier") ?? "").split(","));
        const identifier = [{ system: fhirNames.policyOld, value }];
        const resource = {
          resourceType: "Patient",
          id: "p1",
          birthDate,
          identifier,
          name: [{ family: "А" }],
        };
        return json({ resourceType: "Bundle", type: "searchset", entry: [{ resource }] });
      };
      const { central } = openConnector(later, demoCentral.url);
      expect(await central.findPatients({ policy, birthDate }, patient)).toMatchObject([
        { policies: [policy] },
      ]);
      expect(asked).toContain(`${fhirNames.policyOld}|${value}`);
      expect(asked[0]).toBe("Patient/_search");
    }
  }));
