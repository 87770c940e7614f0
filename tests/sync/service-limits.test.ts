import { expect, test } from "vitest";
import { fhirNames } from "#contract/fhir/names.ts";
import { centralSettingsSchema } from "#contract/fhir/settings.ts";
import { clinicDays } from "#sync/fhir/clinic-days.ts";
import { referenceReader } from "#sync/fhir/reference.ts";

const read = referenceReader(
  "service",
  centralSettingsSchema.parse({ url: "http://127.0.0.1/fhir" }),
  clinicDays("Europe/Moscow"),
  Date.parse("2026-11-20T10:00:00Z"),
);
const years = (value: number) => ({ value, unit: "a", system: "http://unitsofmeasure.org", code: "a" });
const ages = (valueRange: object) => ({ url: fhirNames.extension.ageLimits, valueRange });
const service = (extension?: unknown) =>
  read({
    resourceType: "HealthcareService",
    id: "s1",
    meta: { versionId: "1", lastUpdated: "2026-11-20T10:00:00Z" },
    name: "Приём",
    providedBy: { reference: "Organization/o1" },
    ...(extension === undefined ? {} : { extension }),
  });

test("a service without limits receives everybody", () => {
  const none = { fromAge: null, toAge: null, sex: null };
  expect(service()).toMatchObject({ row: none });
  expect(service([{ url: "urn:vendor:colour", valueCode: "red" }])).toMatchObject({ row: none });
});

test("either end of the ages may be left out", () => {
  expect(service([ages({ low: years(18) })])).toMatchObject({ row: { fromAge: 18, toAge: null } });
  expect(service([ages({ high: years(17) })])).toMatchObject({ row: { fromAge: null, toAge: 17 } });
  expect(service([ages({ low: { value: 3 }, high: { value: 6 } })])).toMatchObject({
    row: { fromAge: 3, toAge: 6 },
  });
});

test("one sex alone may be received", () => {
  expect(service([{ url: fhirNames.extension.sex, valueCode: "female" }])).toMatchObject({
    row: { sex: "female" },
  });
});

test.each([
  ["months, which are no years", ages({ high: { value: 36, code: "mo" } })],
  ["half a year", ages({ high: years(17.5) })],
  ["ages in another type", { url: fhirNames.extension.ageLimits, valueString: "до 17 лет" }],
  ["a sex that is none of both", { url: fhirNames.extension.sex, valueCode: "unknown" }],
])("a limit that can't be read keeps the service from being offered to everybody: %s", (_, extension) => {
  expect(service([extension])).toEqual({ kind: "malformed", detail: "extension" });
});
