import { describe, expect, test } from "vitest";
import { CentralError } from "#contract/central/central.ts";
import type { CentralPatient } from "#contract/central/people.ts";
import type { CentralVisit } from "#contract/central/visits.ts";
import { createRules } from "#main/booking/rules/rules.ts";
import { type RulesSettings, rulesSettingsSchema } from "#main/booking/rules/settings.ts";
import type { RulesSubject, WantedVisit } from "#main/booking/rules/types.ts";
import type { StoredDoctor, StoredService } from "#main/schedules/catalog.ts";
import { clinicTime } from "#main/time/clinic-time.ts";
import { fakeClock } from "#tests/support/fake-clock.ts";
import { keptLog } from "#tests/support/log.ts";

const now = Date.parse("2026-11-20T07:00:00Z");
const hour = 3_600_000;
const dentist = {
  id: "s1",
  code: "B01.065.001",
  name: "Dentist",
  organizationId: "branch-1",
  attachedOnly: false,
  referralNeeded: false,
  fromAge: null,
  toAge: null,
  sex: null,
} as unknown as StoredService;
const doctor = {
  organizationId: "branch-1",
  scheduleNo: 7,
  family: "Dent",
  given: "",
  patronymic: "",
} as unknown as StoredDoctor;
const patient: CentralPatient = {
  id: "p1",
  family: "Иванов",
  given: "Иван",
  patronymic: "",
  birthDate: "1985-03-07",
  sex: "male",
  phones: [],
  policies: [],
  snils: null,
  attachedOrganizationIds: ["clinic-1"],
};

function visit(at: string, over: Partial<CentralVisit> = {}): CentralVisit {
  const start = Date.parse(`${at}:00+03:00`);
  return {
    id: `visit ${at}`,
    status: "booked",
    ticketNumber: null,
    start,
    end: start + hour / 2,
    slotIds: [],
    patientIds: ["p1"],
    practitionerId: null,
    roleId: null,
    service: { id: "s1", code: "", name: "" },
    words: { doctor: "", service: "", place: "" },
    ...over,
  };
}

type Answer = readonly CentralVisit[] | Error;

/** The clinic's rules at one branch with one doctor, who can be booked from the 20th to the 30th of November. */
function clinic(rules: Partial<RulesSettings> = {}, first = "2026-11-20") {
  const clock = fakeClock(now);
  const log = keptLog();
  const asked: { id: string; from: number; signal: AbortSignal }[] = [];
  const unseen: string[] = [];
  const at = {
    answer: [] as Answer,
    slow: null as Promise<void> | null,
    start: Date.parse("2026-11-25T12:00:00+03:00"),
  };
  const clinicRules = createRules({
    central: {
      visitsOfPatient: async (id: string, from: number, signal: AbortSignal) => {
        asked.push({ id, from, signal });
        await at.slow;
        if (at.answer instanceof Error) throw at.answer;
        return at.answer;
      },
      booking: { made: ({ key }: { key: string }, { id }: CentralVisit) => id.includes(key) },
    } as never,
    journal: { inState: () => unseen.map((key) => ({ kind: "book", key })) } as never,
    catalog: {
      clinicAbove: (id: string) => (id === "branch-1" || id === "branch-2" ? "clinic-1" : null),
      service: (id: string) => (id === "s1" ? dentist : null),
      doctorOfVisit: ({ roleId }: CentralVisit) => (roleId === null ? null : doctor),
      place: () => null,
      named: ({ code, name }: { code: string; name: string }) => ({ code, name }),
    } as never,
    schedule: {
      openDays: () => ({ today: "2026-11-20", first, last: "2026-11-30" }),
      timeOf: (_no: number, slotId: string) =>
        slotId === "gone" ? null : { start: at.start, end: at.start + hour / 2 },
    } as never,
    time: clinicTime("Europe/Moscow"),
    now: () => now,
    clock,
    log,
    settings: { ...rulesSettingsSchema.parse({}), ...rules },
  });
  return { clinicRules, at, asked, unseen, clock, log };
}

const proved: RulesSubject = { patient, proved: true };
const named: RulesSubject = { patient, proved: false };
const wanted = (over: Partial<WantedVisit> = {}): WantedVisit => ({
  doctor,
  service: dentist,
  slotId: "t1",
  subject: proved,
  moving: null,
  ...over,
});
const told = (at: string, rule = "sameSpecialist") => ({
  rule,
  visit: {
    date: at.slice(0, 10),
    time: at.slice(11),
    service: { code: "B01.065.001", name: "Dentist" },
    doctor: "",
  },
});
const away = new CentralError("unavailable" as never, "no answer");
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("a wanted visit", () => {
  test("breaks no rule where there is none, nor at a time that is no more", async () => {
    const { clinicRules, at } = clinic();
    expect(await clinicRules.broken(wanted())).toBeNull();
    at.start = Date.parse("2027-01-01T12:00:00+03:00");
    expect(await clinicRules.broken(wanted({ slotId: "gone" }))).toBeNull();
  });

  test("on the last day that can be booked is taken, a day later it is too far ahead", async () => {
    const { clinicRules, at } = clinic();
    at.start = Date.parse("2026-11-30T23:30:00+03:00");
    expect(await clinicRules.broken(wanted())).toBeNull();
    at.start = Date.parse("2026-12-01T00:00:00+03:00");
    expect(await clinicRules.broken(wanted())).toEqual({ rule: "horizon" });
  });

  test("today is reception's where the first day to be booked is tomorrow, and no other day is", async () => {
    const closed = clinic({}, "2026-11-21");
    closed.at.start = now + hour;
    expect(await closed.clinicRules.broken(wanted())).toEqual({ rule: "sameDay" });
    closed.at.start = now + 24 * hour;
    expect(await closed.clinicRules.broken(wanted())).toBeNull();
    const open = clinic();
    open.at.start = now + hour;
    expect(await open.clinicRules.broken(wanted())).toBeNull();
  });

  test("that needs a referral is reception's where reception looks at them, but for the visit that is moved", async () => {
    const service = { ...dentist, referralNeeded: true };
    const { clinicRules } = clinic({ referral: "reception" });
    expect(await clinicRules.broken(wanted({ service }))).toEqual({ rule: "referral" });
    expect(await clinicRules.broken(wanted({ service, moving: visit("2026-11-22T09:00") }))).toBeNull();
    const other = visit("2026-11-22T09:00", { service: { id: "s2", code: "", name: "" } });
    expect(await clinicRules.broken(wanted({ service, moving: other }))).toEqual({ rule: "referral" });
    expect(await clinic({ referral: "book" }).clinicRules.broken(wanted({ service }))).toBeNull();
    expect(await clinicRules.broken(wanted())).toBeNull();
  });

  test("is checked by who comes, once that is known, on its very day", async () => {
    const { clinicRules } = clinic();
    const service = { ...dentist, attachedOnly: true, toAge: 41 };
    expect(await clinicRules.broken(wanted({ service }))).toBeNull();
    expect(await clinicRules.broken(wanted({ service: { ...service, toAge: 40 } }))).toEqual({
      rule: "tooOld",
      age: 40,
    });
    const stranger = { patient: { ...patient, attachedOrganizationIds: ["clinic-2"] }, proved: true };
    expect(await clinicRules.broken(wanted({ service, subject: stranger }))).toEqual({
      rule: "attachedOnly",
    });
    expect(await clinicRules.broken(wanted({ service, subject: null }))).toBeNull();
  });
});

describe("the visits that a person has", () => {
  test("keep from a second one to the same specialist of that clinic, at another branch as well", async () => {
    const { clinicRules, at, asked } = clinic();
    at.answer = [visit("2026-11-28T09:00")];
    const service = { ...dentist, organizationId: "branch-2" };
    expect(
      await clinicRules.broken(wanted({ service, doctor: { ...doctor, organizationId: "branch-2" } })),
    ).toEqual(told("2026-11-28T09:00"));
    expect(asked).toMatchObject([{ id: "p1", from: now - 3 * hour }]);
    const elsewhere = { ...doctor, organizationId: "clinic-2" };
    expect(await clinicRules.broken(wanted({ doctor: elsewhere }))).toBeNull();
  });

  test("are told by their doctor's place where the mirror doesn't know their service", async () => {
    const { clinicRules, at } = clinic();
    const unknown = { service: { id: null, code: "B01.065.002", name: "Dentist again" } };
    at.answer = [visit("2026-11-28T09:00", { ...unknown, roleId: "r1" })];
    expect(await clinicRules.broken(wanted())).toMatchObject({ rule: "sameSpecialist" });
    at.answer = [visit("2026-11-28T09:00", unknown)];
    expect(await clinicRules.broken(wanted())).toBeNull();
    at.answer = [visit("2026-11-28T09:00", { service: { id: "s9", code: "", name: "" }, roleId: "r1" })];
    expect(await clinicRules.broken(wanted())).toBeNull();
  });

  test("that were cancelled, that are moved now, or of which the patient was told that they failed hinder nothing", async () => {
    const { clinicRules, at, unseen } = clinic();
    at.answer = [visit("2026-11-28T09:00", { status: "cancelled" })];
    expect(await clinicRules.broken(wanted())).toBeNull();
    const standing = visit("2026-11-28T09:00", { id: "made by k1 and k2" });
    at.answer = [standing];
    expect(await clinicRules.broken(wanted({ moving: standing }))).toBeNull();
    expect(await clinicRules.broken(wanted())).not.toBeNull();
    unseen.push("k2");
    expect(await clinicRules.broken(wanted())).toBeNull();
  });

  test("at the wanted time are in the way; one that tells no end takes a moment", async () => {
    const { clinicRules, at } = clinic({ sameSpecialist: "off" });
    at.answer = [visit("2026-11-25T12:00", { end: null })];
    expect(await clinicRules.broken(wanted())).toEqual(told("2026-11-25T12:00", "overlap"));
    at.answer = [visit("2026-11-25T11:30", { end: null })];
    expect(await clinicRules.broken(wanted())).toBeNull();
  });

  test("are asked of nobody who was only named, nor where no rule needs them", async () => {
    const { clinicRules, at, asked } = clinic();
    at.answer = [visit("2026-11-28T09:00")];
    expect(await clinicRules.broken(wanted({ subject: named }))).toBeNull();
    expect(await clinicRules.broken(wanted({ subject: null }))).toBeNull();
    const off = clinic({ sameSpecialist: "off", overlap: "allowed" });
    expect(await off.clinicRules.broken(wanted())).toBeNull();
    expect([...asked, ...off.asked]).toEqual([]);
    const overlap = clinic({ sameSpecialist: "off" });
    await overlap.clinicRules.broken(wanted());
    const specialist = clinic({ overlap: "allowed" });
    await specialist.clinicRules.broken(wanted());
    expect([overlap.asked.length, specialist.asked.length]).toEqual([1, 1]);
  });

  test("hinder nothing where the central API can't be asked, which is logged; a fault of the program is thrown", async () => {
    const { clinicRules, at, log } = clinic();
    at.answer = away;
    expect(await clinicRules.broken(wanted())).toBeNull();
    expect(log.lines).toHaveLength(1);
    at.answer = new TypeError("a bug");
    await expect(clinicRules.broken(wanted())).rejects.toThrow("a bug");
  });

  test("are no longer waited for once nobody waits", async () => {
    const { clinicRules, asked } = clinic();
    const gone = new AbortController();
    await clinicRules.broken(wanted(), gone.signal);
    expect(asked[0]?.signal.aborted).toBe(false);
    gone.abort();
    expect(asked[0]?.signal.aborted).toBe(true);
  });
});

describe("a service in the list", () => {
  test("is closed by the person on every day, by the referral, by a visit to its specialist, in this order", () => {
    const { clinicRules } = clinic({ referral: "reception" });
    const visits = [visit("2026-11-25T09:00")];
    expect(clinicRules.closed(dentist, proved)).toBeNull();
    expect(clinicRules.closed(dentist, proved, visits)).toEqual(told("2026-11-25T09:00"));
    expect(clinicRules.closed(dentist, null, visits)).toBeNull();
    const referred = { ...dentist, referralNeeded: true };
    expect(clinicRules.closed(referred, proved, visits)).toEqual({ rule: "referral" });
    expect(clinicRules.closed({ ...referred, sex: "female" }, proved, visits)).toEqual({
      rule: "otherSex",
      sex: "female",
    });
  });

  test("is open while some day to be booked lies far enough from the visit, or the visit has begun", () => {
    const near = clinic({ sameSpecialist: 5 });
    expect(near.clinicRules.closed(dentist, proved, [visit("2026-11-25T09:00")])).not.toBeNull();
    expect(near.clinicRules.closed(dentist, proved, [visit("2026-11-26T09:00")])).toBeNull();
    expect(near.clinicRules.closed(dentist, proved, [visit("2026-11-24T09:00")])).toBeNull();
    const { clinicRules } = clinic();
    expect(clinicRules.closed(dentist, proved, [visit("2026-11-20T10:00")])).not.toBeNull();
    expect(clinicRules.closed(dentist, proved, [visit("2026-11-20T09:59")])).toBeNull();
    expect(
      clinic({ sameSpecialist: "off" }).clinicRules.closed(dentist, proved, [visit("2026-11-25T09:00")]),
    ).toBeNull();
    expect(clinicRules.closed({ ...dentist, code: "" }, proved, [visit("2026-11-25T09:00")])).toBeNull();
  });
});

describe("visits for a list", () => {
  const never = (): void => {
    throw new Error("not late");
  };

  test("are asked once in twenty seconds, again after a change, and again after a failure", async () => {
    const { clinicRules, at, asked, clock } = clinic();
    at.answer = [visit("2026-11-28T09:00")];
    expect(await clinicRules.visitsOf(proved, 1_000, never)).toHaveLength(1);
    clock.advance(19_999);
    await clinicRules.visitsOf(proved, 1_000, never);
    expect(asked).toHaveLength(1);
    clock.advance(1);
    await clinicRules.visitsOf(proved, 1_000, never);
    expect(asked).toHaveLength(2);
    clinicRules.forget(patient);
    at.answer = away;
    expect(await clinicRules.visitsOf(proved, 1_000, never)).toBeNull();
    await settle();
    at.answer = [];
    expect(await clinicRules.visitsOf(proved, 1_000, never)).toEqual([]);
    expect(asked).toHaveLength(4);
  });

  test("are nobody's who was only named, and not asked where no rule needs them", async () => {
    const { clinicRules, asked } = clinic();
    expect(await clinicRules.visitsOf(named, 1_000, never)).toBeNull();
    const off = clinic({ sameSpecialist: "off" });
    expect(await off.clinicRules.visitsOf(proved, 1_000, never)).toBeNull();
    expect([...asked, ...off.asked]).toEqual([]);
  });

  test("that come late are told when they come; where nobody can tell them, never", async () => {
    for (const [answer, expected] of [
      [[], 1],
      [away, 0],
    ] as const) {
      const { clinicRules, at, clock } = clinic();
      const gate = Promise.withResolvers<void>();
      at.slow = gate.promise;
      at.answer = answer;
      let late = 0;
      const visits = clinicRules.visitsOf(proved, 1_000, () => (late += 1));
      await clock.pass(999);
      clock.advance(1);
      expect(await visits).toBeNull();
      expect(late).toBe(0);
      gate.resolve();
      await settle();
      expect(late).toBe(expected);
    }
  });

  test("that came in time are not told again as late", async () => {
    const { clinicRules, clock } = clinic();
    expect(await clinicRules.visitsOf(proved, 1_000, never)).toEqual([]);
    await clock.pass(60_000);
  });
});
