import { expect, test } from "vitest";
import specialties from "#assets/demo/services.json" with { type: "json" };
import { ownPlace } from "#main/app/own-clinic.ts";
import { openDemoCentral, openKiosk, withCleanUp } from "#tests/support/kiosk.ts";
import { signIn } from "#tests/support/patient-at-kiosk.ts";

type Setting = { organization?: string; branch?: string; address?: string };
type Branches = Readonly<Record<string, string>>;

/** The branch that a kiosk of these settings stands at, among clinics whose branches have these addresses. */
function placeOf(setting: Setting, clinics: Readonly<Record<string, Branches>>): string | null {
  const branches = (id: string) =>
    Object.entries(clinics[id] ?? {}).map(([branch, address]) => ({ id: branch, name: branch, address }));
  const organizations = Object.keys(clinics).map((id) => ({
    id,
    name: id,
    kind: "",
    district: "",
    address: "Main st., 1",
    branches: branches(id).length,
  }));
  const { address, ...kiosk } = setting;
  const clinic = address === undefined ? {} : { clinic: { name: "Clinic", address, phone: "" } };
  const place = ownPlace(
    { config: { kiosk: { timeZone: "Europe/Moscow", ...kiosk, ...clinic } }, options: { demo: null } },
    {
      organizations: () => organizations,
      branches,
      clinicAbove: (id) =>
        Object.keys(clinics).find((one) => id !== one && id in (clinics[one] ?? {})) ?? null,
      firstClinic: () => ({ id: organizations[0]?.id ?? null, count: organizations.length }),
    },
  );
  return place?.branch.id ?? null;
}

const two = { "a-1": "Side st., 7", "a-2": "main st. 1" };

test("the branch with the clinic's own address is where the kiosk stands, however that is written", () => {
  expect(placeOf({ organization: "a" }, { a: two, b: {} })).toBe("a-2");
  expect(placeOf({ organization: "a", address: "Side st. 7" }, { a: two, b: {} })).toBe("a-1");
});

test("a clinic's only branch is it, wherever that lies", () => {
  expect(placeOf({ organization: "a" }, { a: { "a-1": "Side st., 7" }, b: {} })).toBe("a-1");
  expect(placeOf({}, { a: { "a-1": "Side st., 7" } })).toBe("a-1");
});

test("what is configured is it, whatever the addresses say", () => {
  expect(placeOf({ organization: "a", branch: "a-1" }, { a: two, b: {} })).toBe("a-1");
  expect(placeOf({ branch: "a-1" }, { a: two, b: {} })).toBe("a-1");
  expect(placeOf({ organization: "a-1" }, { a: two, b: {} })).toBe("a-1");
});

test("nobody is sent to a place that isn't known for certain", () => {
  expect(placeOf({}, { a: two, b: {} })).toBeNull();
  expect(placeOf({ organization: "a", branch: "moved-away" }, { a: two })).toBeNull();
  expect(placeOf({ organization: "moved-away" }, { a: two })).toBeNull();
  expect(placeOf({ organization: "a" }, { a: { ...two, "a-3": "Main st., 1" } })).toBeNull();
  expect(placeOf({ organization: "a" }, { a: { "a-1": "Side st., 7", "a-3": "Far st., 1" } })).toBeNull();
});

test("an address with nothing for this person isn't offered to them", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const codes = Object.values(specialties).flatMap(({ services }) => services.map(({ code }) => code));
    const services = Object.fromEntries(codes.map((code) => [code, { toAge: 17 }]));
    const config = JSON.stringify({ rules: { services } });
    const kiosk = await openKiosk(later, { centralUrl: demoCentral.url, config });
    await kiosk.online();
    expect(await kiosk.client.catalog.here({})).not.toBeNull();
    const [patient] = demoCentral.patients;
    if (!patient) throw new Error("no demo patient");
    await signIn(kiosk.client, patient);
    expect(await kiosk.client.catalog.here({})).toBeNull();
  }));
