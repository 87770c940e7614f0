import { describe, expect, test } from "vitest";
import { centralSettingsSchema } from "#contract/fhir/settings.ts";
import { rulesSettingsSchema } from "#main/booking/rules/settings.ts";
import { createCatalog } from "#main/schedules/catalog.ts";
import { createScheduleReader } from "#main/schedules/schedule.ts";
import { clinicTime } from "#main/time/clinic-time.ts";
import { friday, slot } from "./clinic.ts";
import { openConnector, openDemoCentral, patient } from "./connector.ts";
import { waitFor, withCleanUp } from "./helpers.ts";
import { openMirror, openScripted } from "./mirror.ts";
import { json, type Resource } from "./scripted-central.ts";

const policy = { kind: "unified", number: "8420012345678901" } as const;
const birthDate = "1985-03-07";
const { systems } = centralSettingsSchema.parse({ url: "http://127.0.0.1/fhir" });
const ivanov = {
  resourceType: "Patient",
  id: "one",
  meta: { versionId: "1", lastUpdated: "2026-01-01T00:00:00Z" },
  birthDate,
  identifier: [{ system: systems.unified, value: policy.number }],
  name: [{ family: "Иванов", given: ["Иван", "Иванович"] }],
};
const found = (...patients: readonly object[]) =>
  json({
    resourceType: "Bundle",
    type: "searchset",
    entry: patients.map((more) => ({ resource: { ...ivanov, ...more } })),
  });

describe("a patient signs in whom the central API tells", () => {
  test.each<[string, readonly object[], readonly string[][]]>([
    ["twice, as one that fits two of the numbers asked for", [{}, {}], [["Иванов", "Иван", "Иванович"]]],
    [
      "with a dash for a patronymic",
      [{ name: [{ family: "Иванов", given: ["Иван", "—"] }] }],
      [["Иванов", "Иван", ""]],
    ],
    [
      "with a birth date written as its midnight",
      [{ birthDate: `${birthDate}T00:00:00` }],
      [["Иванов", "Иван", "Иванович"]],
    ],
    ["with an empty list of modifiers", [{ modifierExtension: [] }], [["Иванов", "Иван", "Иванович"]]],
    [
      "with two official names: the later one",
      [
        {
          name: [
            { use: "official", family: "Девичья", given: ["Анна"], period: { start: "1985" } },
            { use: "official", family: "Замужняя", given: ["Анна"], period: { start: "2010-06-01" } },
          ],
        },
      ],
      [["Замужняя", "Анна", ""]],
    ],
    [
      "beside one of whom it knows the year alone",
      [{}, { id: "two", birthDate: "1985" }],
      [["Иванов", "Иван", "Иванович"]],
    ],
    ["only by the year: nobody", [{ birthDate: "1985-03" }], []],
  ])("%s", (_, told, names) =>
    withCleanUp(async (later) => {
      const demoCentral = await openDemoCentral(later);
      demoCentral.script = () => found(...told);
      const { central } = openConnector(later, demoCentral.url);
      const patients = await central.findPatients({ policy, birthDate }, patient);
      expect(patients.map(({ family, given, patronymic }) => [family, given, patronymic])).toEqual(names);
    }),
  );
});

test.each([
  ["И.И. Иванов", ["Иванов", "И.", "И."]],
  ["И. Иванова-Петрова", ["Иванова-Петрова", "И.", ""]],
  ["Иванов И.И.", ["Иванов", "И.", "И."]],
])("a doctor's name as the text «%s»", (text, name) =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    demoCentral.put({ resourceType: "Practitioner", id: "p1", name: [{ text }] });
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    const doctor = createCatalog(mirror.store, undefined, () => "2026-11-20").doctorOf("s1");
    expect([doctor?.family, doctor?.given, doctor?.patronymic]).toEqual(name);
  }),
);

test("a leave whose end isn't known has no last day to be told", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const role = {
      resourceType: "PractitionerRole",
      id: "r1",
      practitioner: { reference: "Practitioner/p1" },
      organization: { reference: "Organization/branch" },
    };
    const leave = (during: object) => ({ ...role, notAvailable: [{ description: "отпуск", during }] });
    demoCentral.put(leave({ start: "2026-11" }));
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    const catalog = createCatalog(mirror.store, undefined, () => "2026-11-20");
    expect(catalog.awayUntil("r1", "2026-11-20")).toBeNull();
    clock.advance(60_000);
    demoCentral.put(leave({ start: "2026-11", end: "2027-02" }));
    await waitFor(() => catalog.awayUntil("r1", "2026-11-20") === "2027-02-28");
  }));

test("a schedule that is switched off and names nobody isn't told as a fault: kiosks test bookings on such", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const actor = [{ reference: "Location/test" }];
    demoCentral.put({ resourceType: "Schedule", id: "test", active: false, actor });
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    expect(mirror.log.of("sync.rows-left-out")).toEqual([]);
    expect(createCatalog(mirror.store, undefined, () => "2026-11-20").leftOut()).toEqual([]);
  }));

test("times that differ in seconds are one cell, the one that can be booked", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const end = "2026-11-24T09:20:00+03:00";
    demoCentral.put(slot("on", { start: "2026-11-24T09:00:00+03:00", end, status: "busy" }));
    demoCentral.put(slot("off", { start: "2026-11-24T09:00:30.500+03:00", end, modifierExtension: [] }));
    demoCentral.put(slot("off2", { start: "2026-11-24T09:00:40+03:00", end }));
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    const catalog = createCatalog(mirror.store, undefined, () => "2026-11-20");
    const schedule = createScheduleReader({
      store: mirror.store,
      time: clinicTime("Europe/Moscow"),
      now: () => friday,
      rules: { ...rulesSettingsSchema.parse({}), horizonDays: 28 },
      blockedSlots: () => new Set(),
    });
    const grid = catalog.grid("s1", "therapist");
    expect(schedule.times(grid, "2026-11-24")).toEqual([{ slotId: "off", time: "09:00", state: "free" }]);
    expect(schedule.times(grid, "9999-12-31"), "the calendar's last day").toEqual([]);
    expect(schedule.nearest(grid, 20).filter(({ slotId }) => slotId.startsWith("off"))).toHaveLength(1);
  }));

/** One role as the register writes it, read by a kiosk in Moscow. */
async function withRole(
  later: Parameters<typeof openScripted>[0],
  more: Record<string, unknown>,
  also: readonly Resource[] = [],
  settings: Record<string, unknown> = {},
) {
  const { demoCentral, clock } = await openScripted(later);
  for (const resource of also) demoCentral.put(resource);
  demoCentral.put({
    resourceType: "PractitionerRole",
    id: "r1",
    practitioner: { reference: "Practitioner/p1" },
    organization: { reference: "Organization/branch" },
    healthcareService: [{ reference: "HealthcareService/therapist" }],
    ...more,
  });
  const mirror = openMirror(later, { url: demoCentral.url, clock, settings });
  await mirror.online();
  const catalog = (today = "2026-11-20") => createCatalog(mirror.store, undefined, () => today);
  const told = (): string[] => mirror.log.of("sync.rows-left-out").map((facts) => JSON.stringify(facts));
  return { mirror, catalog, told };
}

test.each<[string, object, string | null]>([
  ["with dots", { start: "18.11.2026", end: "21.11.2026" }, "2026-11-21"],
  ["with dots and a time", { start: "18.11.2026 00:00:00", end: "21.11.2026 23:59:59" }, "2026-11-21"],
  ["with a year alone", { start: "2026", end: "2026" }, "2026-12-31"],
  ["to a midnight in UTC", { start: "2026-11-17T21:00:00Z", end: "2026-11-21T21:00:00Z" }, "2026-11-21"],
  ["to an hour of the night", { start: "2026-11-18T00:00:00+03:00", end: "2026-11-21T22:00Z" }, "2026-11-22"],
])("a leave written %s has its last day in the clinic's time", (_, during, until) =>
  withCleanUp(async (later) => {
    const { catalog, told } = await withRole(later, { notAvailable: [{ description: "отпуск", during }] });
    expect(catalog().awayUntil("r1", "2026-11-20")).toBe(until);
    expect(told()).toEqual([]);
  }),
);

test("a leave that can't be read is counted, and its doctor stays", () =>
  withCleanUp(async (later) => {
    const notAvailable = [{ during: { start: "со вторника" } }, { during: { end: "2026-11-22" } }];
    const { catalog, told } = await withRole(later, { notAvailable });
    expect(catalog().doctors("branch", "therapist")).toHaveLength(1);
    expect(catalog().awayUntil("r1", "2026-11-20")).toBe("2026-11-22");
    expect(told().join()).toMatch(/"malformed".*"r1".*"notAvailable"/);
  }));

test.each([
  ["2026-11-20T22:00:00Z", "2026-11-21"],
  ["2026-11-20T21:00:00Z", "2026-11-20"],
  ["2026-11-20T23:59:59+03:00", "2026-11-20"],
  ["2026-11-20T22:00:00", "2026-11-20"],
  ["2026-11-20", "2026-11-20"],
  ["20.11.2026", "2026-11-20"],
])("a post that ends at %s is the doctor's until %s", (end, last) =>
  withCleanUp(async (later) => {
    const { catalog } = await withRole(later, { period: { start: "2020", end } });
    const [after] = [new Date(Date.parse(last) + 86_400_000).toISOString().slice(0, 10)];
    expect(catalog(last).doctors("branch", "therapist")).toHaveLength(1);
    expect(catalog(after).doctors("branch", "therapist")).toEqual([]);
  }),
);

test.each(["нет", "Нет", "не указано", "отсутствует", "б/о", "-"])("a patronymic «%s» is none", (word) =>
  withCleanUp(async (later) => {
    const doctor = (name: object) => ({ resourceType: "Practitioner", id: "p1", name: [name] });
    const { catalog } = await withRole(later, {}, [doctor({ family: "Ким", given: ["Ирина", word] })]);
    expect(catalog().doctorOf("s1")).toMatchObject({ family: "Ким", given: "Ирина", patronymic: "" });
    const inText = await withRole(later, {}, [doctor({ text: `Ким Ирина ${word}` })]);
    expect(inText.catalog().doctorOf("s1")).toMatchObject({ family: "Ким", given: "Ирина", patronymic: "" });
  }),
);

test("nobody is sent to a room that is suspended, nor to its name beside the reference", () =>
  withCleanUp(async (later) => {
    const room = (id: string, status: string) => ({
      resourceType: "Location",
      id,
      status,
      name: `каб. ${id}`,
    });
    const location = [{ reference: "Location/12", display: "каб. 12" }, { reference: "Location/14" }];
    const both = [room("12", "suspended"), room("14", "active")];
    const { catalog } = await withRole(later, { location }, both);
    expect(catalog().doctorOf("s1")?.room).toBe("14");
    const alone = await withRole(later, { location: location.slice(0, 1) }, both);
    expect(alone.catalog().doctorOf("s1")?.room).toBe("");
  }));

test("a slot that is a day is no time to come at, and is counted", () =>
  withCleanUp(async (later) => {
    const { demoCentral, clock } = await openScripted(later);
    const day = { start: "2026-11-24T00:00:00+03:00", end: "2026-11-25T00:00:00+03:00" };
    demoCentral.put(slot("day", day));
    demoCentral.put(slot("day2", { ...day, end: "2026-11-24T23:59:00+03:00" }));
    demoCentral.put(slot("night", { start: "2026-11-24T23:50:00+03:00", end: "2026-11-25T00:10:00+03:00" }));
    const mirror = openMirror(later, { url: demoCentral.url, clock });
    await mirror.online();
    expect(mirror.slots().map(({ id }) => id)).not.toContain("day");
    expect(mirror.slots().map(({ id }) => id)).toContain("night");
    expect(mirror.log.lines.filter((line) => line.includes("a whole day"))).not.toEqual([]);
  }));

test.each([
  ["location", { location: [{ identifier: { value: "7" } }] }],
  ["healthcareService", { healthcareService: [{ reference: "Encounter/1" }] }],
])("a %s that can't be followed is counted, and the rest of the row is used", (field, more) =>
  withCleanUp(async (later) => {
    const { mirror, told } = await withRole(later, more);
    expect(mirror.ids("role")).toEqual(["r1"]);
    expect(told().join()).toContain(`"${field}"`);
  }),
);

test("a place whose clinic can't be followed is counted", () =>
  withCleanUp(async (later) => {
    const place = {
      resourceType: "Location",
      id: "l1",
      name: "12",
      managingOrganization: { identifier: { value: "40" } },
    };
    const { told } = await withRole(later, {}, [place]);
    expect(told().join()).toMatch(/"withoutReference".*"l1".*"managingOrganization"/);
  }));

test.each([
  ["its service is", { organization: undefined }, []],
  [
    "its room is",
    { organization: undefined, healthcareService: undefined, location: [{ reference: "Location/12" }] },
    [
      {
        resourceType: "Location",
        id: "12",
        name: "12",
        managingOrganization: { reference: "Organization/branch" },
      },
    ],
  ],
])("under configured organizations a post that names none belongs where %s", (_, more, also) =>
  withCleanUp(async (later) => {
    const settings = { organizations: ["clinic"] };
    const { mirror } = await withRole(later, more, also, settings);
    expect(mirror.ids("role")).toEqual(["r1"]);
    expect(mirror.ids("practitioner")).toEqual(["p1"]);
    expect(mirror.ids("schedule")).toEqual(["s1"]);
  }),
);

test("a doctor with two posts at one branch stands once, with the times of both, each until its post ends", () =>
  withCleanUp(async (later) => {
    const second: Resource[] = [
      {
        resourceType: "PractitionerRole",
        id: "r0",
        practitioner: { reference: "Practitioner/p1" },
        organization: { reference: "Organization/branch" },
        healthcareService: [{ reference: "HealthcareService/therapist" }],
        period: { end: "2026-11-24" },
      },
      { resourceType: "Schedule", id: "s0", actor: [{ reference: "PractitionerRole/r0" }] },
      ...[24, 25].map((day) =>
        slot(`s0-${day}`, {
          schedule: { reference: "Schedule/s0" },
          start: `2026-11-${day}T09:00:00+03:00`,
          end: `2026-11-${day}T09:15:00+03:00`,
        }),
      ),
    ];
    const { mirror, catalog } = await withRole(later, {}, second);
    const { doctors, grid, schedulesWith, scheduleHolding } = catalog();
    expect(doctors("branch", "therapist").map(({ scheduleId }) => scheduleId)).toEqual(["s0"]);
    expect(schedulesWith("s1")).toEqual(["s0", "s1"]);
    expect(scheduleHolding("s0", "s1-0")).toBe("s1");
    const schedule = createScheduleReader({
      store: mirror.store,
      time: clinicTime("Europe/Moscow"),
      now: () => friday,
      rules: { ...rulesSettingsSchema.parse({}), horizonDays: 28 },
      blockedSlots: () => new Set(),
    });
    for (const id of ["s0", "s1"]) {
      const free = schedule.nearest(grid(id, "therapist"), 20).map(({ slotId }) => slotId);
      expect(free).toEqual(["s1-0", "s1-1", "s1-2", "s1-3", "s0-24"]);
    }
  }));
