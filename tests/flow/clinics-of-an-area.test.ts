import { expect, test } from "vitest";
import type { Organization } from "#contract/schedules/catalog.ts";
import { areasAndKinds, areasOf } from "#renderer/screens/area/areas.ts";
import { byDistrict, clinicsFor } from "#renderer/screens/place/clinics.ts";
import { organization, patient } from "./some-choices.ts";

const clinic = (id: string, district: string, kind: string): Organization => ({
  ...organization(id),
  district,
  kind,
});
const clinics = [
  clinic("o1", "South", "hospital"),
  clinic("o2", "North", "clinic"),
  clinic("o3", "South", "clinic"),
  clinic("o4", "", "clinic"),
];
const ids = (listed: ReturnType<typeof clinicsFor>): string[] =>
  listed.map(({ organization }) => organization.id);
const attached = { ...patient, attachedOrganizationIds: ["o3"] };

test("the district of this lobby comes first, one without a name last", () => {
  expect(areasOf(clinics, "district", "o3")).toEqual([
    { area: { by: "district", name: "South" }, clinics: 2, here: true },
    { area: { by: "district", name: "North" }, clinics: 1, here: false },
    { area: { by: "district", name: "" }, clinics: 1, here: false },
  ]);
});

test("districts come before kinds, and one kind alone is nothing to choose by", () => {
  expect(areasAndKinds(clinics, "").map(({ area }) => area.by)).toEqual([
    "district",
    "district",
    "district",
    "kind",
    "kind",
  ]);
  const alike = clinics.map((one) => ({ ...one, kind: "clinic" }));
  expect(areasAndKinds(alike, "").every(({ area }) => area.by === "district")).toBe(true);
});

test("where there is but one district and one kind, there is a single entry, which chooses itself", () => {
  expect(areasAndKinds([clinic("o1", "South", "clinic")], "")).toHaveLength(1);
});

test("a district or a kind narrows the clinics; what one is attached to comes first", () => {
  expect(
    ids(clinicsFor(clinics, { area: { by: "district", name: "South" }, patient: attached }, "")),
  ).toEqual(["o3", "o1"]);
  expect(ids(clinicsFor(clinics, { area: { by: "kind", name: "clinic" } }, "o4"))).toEqual([
    "o4",
    "o2",
    "o3",
  ]);
});

test("by policy there are the attached clinics only", () => {
  expect(ids(clinicsFor(clinics, { way: "policy", patient: attached }, ""))).toEqual(["o3"]);
  expect(clinicsFor(clinics, { way: "policy", patient }, "")).toEqual([]);
});

test("for another person one's own attachment counts for nothing", () => {
  const listed = clinicsFor(clinics, { who: "other", patient: attached }, "");
  expect(listed.some((clinic) => clinic.attached)).toBe(false);
});

test("all clinics stand by their districts, the lobby's own first, those without one last", () => {
  const everywhere = clinicsFor(clinics, { area: { by: "everywhere" }, patient: attached }, "o2");
  expect(ids(everywhere)).toHaveLength(4);
  expect(ids(byDistrict(everywhere, "o2"))).toEqual(["o2", "o3", "o1", "o4"]);
});
