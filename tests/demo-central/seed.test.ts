import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { mod10CheckDigit, parsePolicy, slotStatuses } from "#contract/index.ts";
import { localTargets } from "#demo-central/fhir/references.ts";
import { parseResource } from "#demo-central/fhir/schemas.ts";
import type { SeedSize } from "#demo-central/index.ts";
import { unifiedNumber } from "#demo-central/seed/people.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";
import {
  type AnyResource,
  freeSlot,
  resourceOf,
  type TestCentral,
  temporaryFolder,
  wednesday,
  withCentral,
} from "./harness.ts";

const seededTypes = [
  "Organization",
  "Location",
  "HealthcareService",
  "Practitioner",
  "PractitionerRole",
  "Schedule",
  "Patient",
  "Slot",
  "Appointment",
  "RelatedPerson",
  "Communication",
] as const;

async function everything(client: TestCentral): Promise<string> {
  const texts: string[] = [];
  for (const type of seededTypes) texts.push(JSON.stringify(await client.sweep(`/${type}?_count=1000`)));
  return texts.join("\n");
}

const fieldOf = (node: unknown, field: string): unknown =>
  typeof node === "object" && node !== null ? (node as Record<string, unknown>)[field] : undefined;
const referenceOf = (node: unknown): string => String(fieldOf(node, "reference")).split("/")[1] ?? "";
const listOf = (node: unknown, field: string): unknown[] => {
  const value = fieldOf(node, field);
  return Array.isArray(value) ? value : [];
};

describe("equal seeds", () => {
  test("give equal regions, and another seed gives another", async () => {
    const [first, second, third] = await Promise.all([
      withCentral(),
      withCentral(),
      withCentral({ seed: 2 }),
    ]);
    expect(await everything(second)).toBe(await everything(first));
    expect(await everything(third)).not.toBe(await everything(first));
  });
});

describe("policies", () => {
  test("every number is one that the kiosk takes, and a unified one tells birth date and sex", async () => {
    const { sweep } = await withCentral({ size: "clinic" });
    const patients = await sweep("/Patient?_count=1000");
    expect(patients).toHaveLength(300);
    const kinds = { "228": "unified", "226": "old", "227": "temporary" } as const;
    const seen = new Set<string>();
    for (const patient of patients) {
      const [identifier] = listOf(patient, "identifier");
      const kind = kinds[String(fieldOf(identifier, "system")).slice(-3) as keyof typeof kinds];
      const [left = "", right = ""] = String(fieldOf(identifier, "value")).split(":");
      const read = parsePolicy(
        kind === "old" ? { kind, series: left, number: right } : { kind, number: left },
      );
      expect(read).toMatchObject({ ok: true, value: { kind } });
      if (kind === "unified" && left.startsWith("40")) {
        const sex = patient.gender === "male" ? "male" : "female";
        expect(left).toBe(unifiedNumber(String(patient.birthDate), sex, left.slice(10, 15)));
      }
      seen.add(kind);
    }
    expect([...seen].sort()).toEqual(["old", "temporary", "unified"]);
  });

  test.each([
    ["1985-03-07", "male", "00123", "4056410842001238"],
    ["2012-11-30", "female", "00045", "5388789769000455"],
    ["1948-06-05", "male", "00007", "0173150844000079"],
  ] as const)(
    "a person born on %s has the number that others worked out",
    (birthDate, sex, serial, known) => {
      const made = unifiedNumber(birthDate, sex, serial);
      expect(made.slice(2, 15)).toBe(known.slice(2, 15));
      expect(mod10CheckDigit(made.slice(0, 15))).toBe(Number(made[15]));
    },
  );

  test.each<SeedSize>(["tiny", "clinic"])(
    "the known patients are in the size %s, attached to the first clinic",
    async (size) => {
      const { search, demoCentral } = await withCentral({ size });
      const found = await Promise.all(
        demoCentral.patients.map(async ({ series, number }) => {
          const value = series === "" ? number : `${series}:${number}`;
          const { resources } = await search(`/Patient?identifier=${encodeURIComponent(value)}`);
          expect(resources).toHaveLength(1);
          return resources[0];
        }),
      );
      expect(found.map((one) => listOf(one, "telecom").length)).toContain(0);
      expect(listOf(found[0], "telecom")).toHaveLength(2);
      const clinics = found.map((one) => fieldOf(one?.managingOrganization, "reference"));
      expect(new Set(clinics).size).toBe(1);
      expect(String(clinics[0])).toMatch(/-c1$/);
    },
  );
});

describe("the schedule", () => {
  test("has every status, in four whole weeks from this week's Monday", async () => {
    const { sweep } = await withCentral();
    const slots = await sweep("/Slot?_count=1000");
    const statuses = new Set(slots.map((slot) => slot.status));
    expect(statuses).toEqual(new Set(slotStatuses.filter((status) => status !== "entered-in-error")));
    const dates = slots.map((slot) => String(slot.start).slice(0, 10)).sort();
    expect(dates[0]).toBe("2026-11-16");
    expect(["2026-12-11", "2026-12-12"]).toContain(dates.at(-1));
  });

  test("keeps to the doctor's hours and absences, without overlaps, in the clinic's time", async () => {
    const { sweep } = await withCentral({ size: "clinic" });
    const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    const roles = new Map((await sweep("/PractitionerRole?_count=1000")).map((role) => [role.id, role]));
    const roleOf = new Map<string, AnyResource | undefined>();
    for (const schedule of await sweep("/Schedule?_count=1000")) {
      roleOf.set(schedule.id, roles.get(referenceOf(listOf(schedule, "actor")[0])));
    }
    const ends = new Map<string, number>();
    for (const slot of await sweep("/Slot?_count=1000&_sort=start")) {
      parseResource("Slot", slot);
      const [start, end] = [String(slot.start), String(slot.end)];
      expect(start.slice(19)).toBe("+03:00");
      const scheduleId = referenceOf(slot.schedule);
      expect(Date.parse(start)).toBeGreaterThanOrEqual(ends.get(scheduleId) ?? 0);
      ends.set(scheduleId, Date.parse(end));
      const role = roleOf.get(scheduleId);
      const day = weekdays[new Date(`${start.slice(0, 10)}T00:00:00Z`).getUTCDay()] ?? "";
      const hours = listOf(role, "availableTime").find((one) => listOf(one, "daysOfWeek").includes(day));
      expect(start.slice(11, 19) >= String(fieldOf(hours, "availableStartTime"))).toBe(true);
      expect(end.slice(11, 19) <= String(fieldOf(hours, "availableEndTime"))).toBe(true);
      for (const absence of listOf(role, "notAvailable")) {
        const during = fieldOf(absence, "during");
        const away =
          start.slice(0, 10) >= String(fieldOf(during, "start")) &&
          start.slice(0, 10) <= String(fieldOf(during, "end"));
        expect(away).toBe(false);
      }
    }
  });

  test("is fuller on near days than on far ones", async () => {
    const { search } = await withCentral({ size: "clinic" });
    const share = async (from: string, to: string): Promise<number> => {
      const window = `start=ge${from}&start=le${to}&_count=0`;
      const [free, all] = [await search(`/Slot?${window}&status=free`), await search(`/Slot?${window}`)];
      return free.total / all.total;
    };
    expect(await share("2026-11-19", "2026-11-21")).toBeLessThan(await share("2026-12-07", "2026-12-12"));
  });

  test("has doctors who can be booked on the next day, who are full, who are away and who published nothing", async () => {
    const { sweep, search } = await withCentral({ size: "clinic" });
    const kinds = new Set<string>();
    for (const schedule of await sweep("/Schedule?_count=1000")) {
      const ahead = `schedule=${schedule.id}&start=ge2026-11-18T10:00:00%2B03:00&_count=0`;
      const [all, free] = [await search(`/Slot?${ahead}`), await search(`/Slot?${ahead}&status=free`)];
      kinds.add(all.total === 0 ? "none" : free.total === 0 ? "full" : "bookable");
    }
    expect([...kinds].sort()).toEqual(["bookable", "full", "none"]);
  });
});

test("every reference of a seeded resource leads to one", async () => {
  const { sweep } = await withCentral({ size: "clinic" });
  const known = new Set<string>();
  const targets = new Set<string>();
  for (const type of seededTypes) {
    for (const resource of await sweep(`/${type}?_count=1000`)) {
      known.add(`${type}/${resource.id}`);
      for (const target of localTargets(parseResource(type, resource))) targets.add(target);
    }
  }
  expect([...targets].filter((target) => !known.has(target))).toEqual([]);
  expect(targets.size).toBeGreaterThan(500);
});

describe("the shape of the region", () => {
  test("tiny: one clinic, one branch, three services, four doctors", async () => {
    const { search } = await withCentral();
    const totals = await Promise.all(
      seededTypes.slice(0, 7).map(async (type) => [type, (await search(`/${type}?_count=0`)).total]),
    );
    expect(Object.fromEntries(totals)).toEqual({
      Organization: 2,
      Location: 5,
      HealthcareService: 3,
      Practitioner: 4,
      PractitionerRole: 4,
      Schedule: 4,
      Patient: 16,
    });
  });

  test("clinic: four kinds, services paid and free, for attached patients, by referral; single choices", async () => {
    const { sweep, search } = await withCentral({ size: "clinic" });
    const organizations = await sweep("/Organization?_count=1000");
    const clinics = organizations.filter((one) => !("partOf" in one));
    expect(new Set(clinics.map((one) => JSON.stringify(one.type))).size).toBe(4);
    const branches = await Promise.all(clinics.map((one) => search(`/Organization?partof=${one.id}`)));
    expect(Math.min(...branches.map((found) => found.total))).toBe(1);
    const services = await sweep("/HealthcareService?_count=1000");
    for (const trait of ["free", "paid", "attached-only", "referral-needed"]) {
      expect(
        (await search(`/HealthcareService?characteristic=urn:infomat:service-trait|${trait}`)).total,
      ).toBeGreaterThan(0);
    }
    const doctors = await Promise.all(
      services.map((one) => search(`/PractitionerRole?service=${one.id}&_count=0`)),
    );
    expect(Math.min(...doctors.map((found) => found.total))).toBe(1);
    const roles = (await search("/PractitionerRole?_count=0")).total;
    expect(roles).toBeGreaterThanOrEqual(40);
    expect(roles).toBeLessThanOrEqual(60);
    const slots = (await search("/Slot?_count=0")).total;
    expect(slots).toBeGreaterThan(12_000);
    expect(slots).toBeLessThan(22_000);
  });

  test("region: twenty districts, forty clinics, 200,000 slots and 5,000 patients", async () => {
    const { search, sweep } = await withCentral({ size: "region" });
    expect((await search("/Slot?_count=0")).total).toBeGreaterThanOrEqual(200_000);
    expect((await search("/Patient?_count=0")).total).toBe(5000);
    const clinics = (await sweep("/Organization?_count=1000")).filter((one) => !("partOf" in one));
    expect(clinics.length).toBeGreaterThanOrEqual(38);
    const districts = clinics.map((one) => fieldOf(listOf(one, "address")[0], "district"));
    expect(new Set(districts).size).toBeGreaterThanOrEqual(20);
    expect(new Set(clinics.map((one) => one.name)).size).toBe(clinics.length);
  });
});

describe("a central API that runs into another week", () => {
  const day = 24 * 3_600_000;
  const datesOf = (slots: readonly AnyResource[], after: string): string[] =>
    slots.map(({ start }) => String(start).slice(0, 10)).filter((date) => date > after);

  test("has the days of a fourth week again, and what was there is as it was", async () => {
    const clock = fakeClock(wednesday);
    const client = await withCentral({ clock });
    const { sweep, search, send } = client;
    const before = await sweep("/Slot?_count=1000");
    const seededUntil = "2026-12-13";
    expect(datesOf(before, seededUntil)).toEqual([]);
    const { slot } = await freeSlot(client);
    await send("PUT", `/Slot/${slot.id}`, { ...slot, status: "busy" });

    clock.advance(4 * day);
    expect((await search("/Slot?_count=0")).total, "on Sunday").toBe(before.length);
    clock.advance(day);
    const after = await sweep("/Slot?_count=1000");
    const added = new Set(datesOf(after, seededUntil));
    expect([...added].filter((date) => date > "2026-12-20")).toEqual([]);
    expect(added.size).toBeGreaterThanOrEqual(5);
    const changed = await sweep(`/Slot?_lastUpdated=ge${new Date(clock.now()).toISOString()}&_count=1000`);
    expect(changed).toHaveLength(after.length - before.length);
    expect(after.find(({ id }) => id === slot.id)?.status).toBe("busy");
    expect(new Set(after.map(({ id }) => id)).size).toBe(after.length);
    const doctors = (slots: readonly AnyResource[]) =>
      new Set(slots.map((each) => referenceOf(each.schedule)));
    expect(doctors(changed)).toEqual(doctors(before));
  });

  test("catches up after weeks in which nobody asked", async () => {
    const clock = fakeClock(wednesday);
    const { search } = await withCentral({ clock });
    clock.advance(50 * day);
    const free = await search("/Slot?status=free&start=ge2027-01-07&_count=0");
    expect(free.total).toBeGreaterThan(50);
  });
});

describe("the file", () => {
  test("started again on the same day holds what was booked; on the next it is seeded anew", async () => {
    const file = join(temporaryFolder(), "deeper", "central.sqlite");
    const first = await withCentral({ file });
    const { slot } = await freeSlot(first);
    const put = await first.send("PUT", `/Slot/${slot.id}`, { ...slot, status: "busy" });
    const booked = resourceOf(put);
    await first.demoCentral.close();

    const second = await withCentral({ file });
    expect(resourceOf(await second.get(`/Slot/${slot.id}`))).toEqual(booked);
    await second.demoCentral.close();

    const third = await withCentral({ file, clock: fakeClock(wednesday + 24 * 3_600_000) });
    const seeded = resourceOf(await third.get(`/Slot/${slot.id}`));
    expect(seeded.meta.versionId).not.toBe(slot.meta.versionId);
    expect(seeded.meta.versionId).not.toBe(booked.meta.versionId);
    expect(Date.parse(seeded.meta.lastUpdated)).toBeGreaterThan(Date.parse(booked.meta.lastUpdated));
  });

  test("a next link outlives a restart", async () => {
    const file = join(temporaryFolder(), "central.sqlite");
    const first = await withCentral({ file });
    const page = await first.search("/Slot?_count=900&_sort=start");
    await first.demoCentral.close();
    const second = await withCentral({ file });
    const rest = await second.search(`/Slot${new URL(page.next ?? "").search}`);
    expect(rest.resources.length).toBe(page.total - 900);
  });

  test("that is somebody else's is left alone", async () => {
    const file = join(temporaryFolder(), "central.sqlite");
    writeFileSync(
      file,
      "notes of somebody else, and long enough to be no header of a database at all ".repeat(20),
    );
    await expect(withCentral({ file })).rejects.toMatchObject({ name: "CentralError", code: "FILE_FOREIGN" });
  });

  test("in a place that is no folder can't be made", async () => {
    const blocker = join(temporaryFolder(), "a-file");
    writeFileSync(blocker, "");
    const started = withCentral({ file: join(blocker, "central.sqlite") });
    await expect(started).rejects.toMatchObject({ name: "CentralError", code: "FILE_UNUSABLE" });
  });
});
