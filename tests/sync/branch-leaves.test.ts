import { expect, test } from "vitest";
import { addDoctor, quarter, slot } from "./clinic.ts";
import { type Later, waitFor, withCleanUp } from "./helpers.ts";
import { type Mirror, openMirror, openScripted } from "./mirror.ts";
import type { ScriptedCentral } from "./scripted-central.ts";

const tables = ["organization", "role", "service", "location", "practitioner", "schedule"];
const all = (mirror: Mirror) => Object.fromEntries(tables.map((table) => [table, mirror.ids(table)]));
const branch = (id: string, parent: string) => ({
  resourceType: "Organization",
  id,
  name: id,
  partOf: { reference: `Organization/${parent}` },
});

/** The kiosk's clinic with two branches, one of which has a branch of its own; and another clinic. */
async function openTwoClinics(later: Later) {
  const { demoCentral, clock } = await openScripted(later);
  demoCentral.put({ resourceType: "Organization", id: "other", name: "Другая" });
  demoCentral.put(branch("second", "clinic"));
  demoCentral.put(branch("below", "second"));
  for (const organization of ["second", "below"]) {
    demoCentral.put({
      resourceType: "HealthcareService",
      id: `${organization}-service`,
      name: "Приём",
      providedBy: { reference: `Organization/${organization}` },
    });
    demoCentral.put({
      resourceType: "Location",
      id: `${organization}-room`,
      name: "12",
      managingOrganization: { reference: `Organization/${organization}` },
    });
  }
  addDoctor(demoCentral, 2, "second");
  addDoctor(demoCentral, 3, "below");
  const mirror = openMirror(later, { url: demoCentral.url, clock, settings: { organizations: ["clinic"] } });
  await mirror.online();
  expect(mirror.ids("organization")).toEqual(["below", "branch", "clinic", "second"]);
  expect(mirror.ids("schedule")).toEqual(["s1", "s2", "s3"]);
  return { demoCentral, clock, mirror };
}

const onlyTheFirst = {
  organization: ["branch", "clinic"],
  role: ["r1"],
  service: ["therapist"],
  location: [],
  practitioner: ["p1"],
  schedule: ["s1"],
};

test.each([
  ["to another clinic", (demoCentral: ScriptedCentral) => demoCentral.put(branch("second", "other"))],
  [
    "to be a clinic of its own",
    (demoCentral: ScriptedCentral) =>
      demoCentral.put({ resourceType: "Organization", id: "second", name: "second" }),
  ],
])("a branch that leaves %s goes, with everything that only hung on it", (_, leave) =>
  withCleanUp(async (later) => {
    const { demoCentral, mirror } = await openTwoClinics(later);
    leave(demoCentral);
    await mirror.increment();
    expect(all(mirror)).toEqual(onlyTheFirst);
    expect(new Set(mirror.slots().map(({ schedule }) => schedule))).toEqual(new Set(["s1"]));
    await mirror.increment();
    expect(all(mirror)).toEqual(onlyTheFirst);
  }),
);

test("a branch that left while the kiosk was off goes with the next complete pull", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock, mirror } = await openTwoClinics(later);
    // Behind the cursor: an increment doesn't bring it.
    demoCentral.put(branch("second", "other"), { lastUpdated: "2026-11-01T00:00:00Z" });
    await mirror.increment();
    expect(mirror.ids("organization")).toContain("second");
    clock.advance(18 * 3_600_000);
    await waitFor(() => !mirror.ids("organization").includes("second"));
    await waitFor(() => JSON.stringify(all(mirror)) === JSON.stringify(onlyTheFirst));
  }));

test("a doctor's role that goes to another clinic takes its schedule along, not the doctor's other role", () =>
  withCleanUp(async (later) => {
    const { demoCentral, mirror } = await openTwoClinics(later);
    const role = (id: string, organization: string) => ({
      resourceType: "PractitionerRole",
      id,
      practitioner: { reference: "Practitioner/p2" },
      organization: { reference: `Organization/${organization}` },
      healthcareService: [{ reference: "HealthcareService/therapist" }],
    });
    demoCentral.put(role("r2", "other"));
    demoCentral.put(role("r4", "branch"));
    demoCentral.put({ resourceType: "Schedule", id: "s4", actor: [{ reference: "PractitionerRole/r4" }] });
    demoCentral.put(slot("s4-0", { schedule: { reference: "Schedule/s4" }, ...quarter(0) }));
    await mirror.increment();
    expect(mirror.ids("role")).toEqual(["r1", "r3", "r4"]);
    expect(mirror.ids("schedule")).toEqual(["s1", "s3", "s4"]);
    expect(mirror.ids("practitioner")).toEqual(["p1", "p2", "p3"]);
  }));

test("a branch that is only renamed stays, and one that comes back is whole again", () =>
  withCleanUp(async (later) => {
    const { demoCentral, mirror } = await openTwoClinics(later);
    const before = all(mirror);
    demoCentral.put({ ...branch("second", "clinic"), name: "Новое имя" });
    await mirror.increment();
    expect(all(mirror)).toEqual(before);
    demoCentral.put(branch("second", "other"));
    await mirror.increment();
    expect(mirror.ids("schedule")).toEqual(["s1"]);
    demoCentral.put(branch("second", "clinic"));
    await mirror.increment();
    expect(all(mirror)).toEqual(before);
    expect(mirror.slots()).toHaveLength(12);
  }));

test("a page that skips a branch takes nothing away: the central API is asked for it and has it", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock, mirror } = await openTwoClinics(later);
    const before = all(mirror);
    demoCentral.script = (asked) => {
      const reply = demoCentral.honest(asked);
      if (!asked.path.startsWith("Organization?") || typeof reply === "string") return null;
      const bundle = JSON.parse(String(reply.body)) as { entry: { resource: { id: string } }[] };
      const entry = bundle.entry.filter(({ resource }) => resource.id !== "second");
      return { ...reply, body: JSON.stringify({ ...bundle, entry }) };
    };
    clock.advance(18 * 3_600_000);
    await waitFor(() => demoCentral.asked.some(({ path }) => path === "Organization/second"));
    await mirror.increment();
    expect(all(mirror)).toEqual(before);
  }));
