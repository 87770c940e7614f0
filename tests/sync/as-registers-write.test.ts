import { describe, expect, test } from "vitest";
import { centralSettingsSchema } from "#contract/index.ts";
import { rulesSettingsSchema } from "#main/booking/rules/settings.ts";
import { createCatalog } from "#main/schedules/catalog.ts";
import { createScheduleReader } from "#main/schedules/schedule.ts";
import { clinicTime } from "#main/time/clinic-time.ts";
import { friday, slot } from "./clinic.ts";
import { openCentre, openConnector, patient } from "./connector.ts";
import { waitFor, withCleanUp } from "./helpers.ts";
import { openMirror, openScripted } from "./mirror.ts";
import { json } from "./scripted-centre.ts";

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

describe("a patient signs in whom the centre tells", () => {
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
      const centre = await openCentre(later);
      centre.script = () => found(...told);
      const { central } = openConnector(later, centre.url);
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
    const { centre, clock } = await openScripted(later);
    centre.put({ resourceType: "Practitioner", id: "p1", name: [{ text }] });
    const mirror = openMirror(later, { url: centre.url, clock });
    await mirror.online();
    const doctor = createCatalog(mirror.store, undefined, () => "2026-11-20").doctorOf("s1");
    expect([doctor?.family, doctor?.given, doctor?.patronymic]).toEqual(name);
  }),
);

test("a leave whose end isn't known has no last day to be told", () =>
  withCleanUp(async (later) => {
    const { centre, clock } = await openScripted(later);
    const role = {
      resourceType: "PractitionerRole",
      id: "r1",
      practitioner: { reference: "Practitioner/p1" },
      organization: { reference: "Organization/branch" },
    };
    const leave = (during: object) => ({ ...role, notAvailable: [{ description: "отпуск", during }] });
    centre.put(leave({ start: "2026-11" }));
    const mirror = openMirror(later, { url: centre.url, clock });
    await mirror.online();
    const catalog = createCatalog(mirror.store, undefined, () => "2026-11-20");
    expect(catalog.awayUntil("r1", "2026-11-20")).toBeNull();
    clock.advance(60_000);
    centre.put(leave({ start: "2026-11", end: "2027-02" }));
    await waitFor(() => catalog.awayUntil("r1", "2026-11-20") === "2027-02-28");
  }));

test("a schedule that is switched off and names nobody isn't told as a fault: kiosks test bookings on such", () =>
  withCleanUp(async (later) => {
    const { centre, clock } = await openScripted(later);
    const actor = [{ reference: "Location/test" }];
    centre.put({ resourceType: "Schedule", id: "test", active: false, actor });
    const mirror = openMirror(later, { url: centre.url, clock });
    await mirror.online();
    expect(mirror.log.lines.filter((line) => line.includes("left out"))).toEqual([]);
    expect(createCatalog(mirror.store, undefined, () => "2026-11-20").leftOut()).toEqual([]);
  }));

test("times that differ in seconds are one cell, the one that can be booked", () =>
  withCleanUp(async (later) => {
    const { centre, clock } = await openScripted(later);
    const end = "2026-11-24T09:20:00+03:00";
    centre.put(slot("on", { start: "2026-11-24T09:00:00+03:00", end, status: "busy" }));
    centre.put(slot("off", { start: "2026-11-24T09:00:30.500+03:00", end, modifierExtension: [] }));
    centre.put(slot("off2", { start: "2026-11-24T09:00:40+03:00", end }));
    const mirror = openMirror(later, { url: centre.url, clock });
    await mirror.online();
    const catalog = createCatalog(mirror.store, undefined, () => "2026-11-20");
    const schedule = createScheduleReader({
      store: mirror.store,
      time: clinicTime("Europe/Moscow"),
      now: () => friday,
      rules: { ...rulesSettingsSchema.parse({}), horizonDays: 28 },
      darkSlots: () => new Set(),
    });
    const grid = catalog.grid("s1", "therapist");
    expect(schedule.times(grid, "2026-11-24")).toEqual([{ slotId: "off", time: "09:00", state: "free" }]);
    expect(schedule.times(grid, "9999-12-31"), "the calendar's last day").toEqual([]);
    expect(schedule.nearest(grid, 20).filter(({ slotId }) => slotId.startsWith("off"))).toHaveLength(1);
  }));
