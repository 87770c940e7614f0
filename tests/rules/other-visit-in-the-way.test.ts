import { describe, expect, test } from "vitest";
import { specialistOf } from "#main/booking/rules/specialist.ts";
import { brokenByVisits, type StandingVisit, type VisitRules } from "#main/booking/rules/visits.ts";

const now = Date.parse("2026-11-20T10:00:00Z");
const strict: VisitRules = { sameSpecialist: 30, overlap: "refused" };

/** A visit of half an hour, unless another end is told. */
function visit(at: string, specialist: string | null, minutes = 30): StandingVisit {
  const start = Date.parse(`${at}:00Z`);
  return { start, end: start + minutes * 60_000, date: at.slice(0, 10), specialist };
}
const wanted = visit("2026-11-25T12:00", "clinic dentist");
const rules = (visits: StandingVisit[], rules: Partial<VisitRules> = {}) =>
  brokenByVisits(wanted, visits, { ...strict, ...rules }, now);

describe("a visit to the same specialist", () => {
  const booked = visit("2026-12-01T09:00", "clinic dentist");

  test("keeps from a second one, before or after it", () => {
    expect(rules([booked])).toEqual({ rule: "sameSpecialist", visit: booked });
    const before = visit("2026-11-21T09:00", "clinic dentist");
    expect(rules([before])).toEqual({ rule: "sameSpecialist", visit: before });
  });

  test("does so within the configured days, both ends included", () => {
    expect(rules([booked], { sameSpecialist: 6 })).not.toBeNull();
    expect(rules([booked], { sameSpecialist: 5 })).toBeNull();
  });

  test("does not where the rule is off", () => {
    expect(rules([booked], { sameSpecialist: "off" })).toBeNull();
  });

  test("does not once it has begun", () => {
    expect(rules([visit("2026-11-20T09:45", "clinic dentist")])).toBeNull();
  });

  test("is told as the next one, where there are several", () => {
    const next = visit("2026-11-22T09:00", "clinic dentist");
    expect(rules([booked, next])).toMatchObject({ visit: next });
  });

  test("is told rather than the time that it takes: another time would not help", () => {
    const both = visit("2026-11-25T12:00", "clinic dentist");
    expect(rules([visit("2026-11-25T12:00", "clinic surgeon"), both])).toMatchObject({
      rule: "sameSpecialist",
      visit: both,
    });
  });
});

describe("a visit to another specialist, or to one whom the kiosk can't tell", () => {
  test.each(["clinic surgeon", "other-clinic dentist", null])("hinders nothing: %s", (specialist) => {
    expect(rules([visit("2026-11-26T09:00", specialist)])).toBeNull();
  });

  test("is in the way where it takes the same time, if only a minute of it", () => {
    for (const at of ["2026-11-25T12:00", "2026-11-25T11:31", "2026-11-25T12:29"]) {
      expect(rules([visit(at, "clinic surgeon")])).toMatchObject({ rule: "overlap" });
      expect(rules([visit(at, "clinic surgeon")], { overlap: "allowed" })).toBeNull();
    }
  });

  test("is not in the way when one begins as the other ends", () => {
    expect(rules([visit("2026-11-25T11:30", null), visit("2026-11-25T12:30", null)])).toBeNull();
  });
});

describe("the specialist that a service belongs to", () => {
  test("is the physician's specialty, whatever the kind of reception", () => {
    expect(specialistOf("B01.065.001")).toBe(specialistOf("B01.065.002"));
    expect(specialistOf("B04.065.005")).toBe(specialistOf("B01.065.001"));
    expect(specialistOf("B01.065.001")).not.toBe(specialistOf("B01.066.001"));
  });

  test("is the service itself, where its code names no physician", () => {
    expect(specialistOf("A16.07.051")).not.toBe(specialistOf("A16.07.052"));
    expect(specialistOf("B02.065.001")).not.toBe(specialistOf("B01.065.001"));
  });

  test("is not known without a code", () => {
    expect(specialistOf("")).toBeNull();
  });
});
