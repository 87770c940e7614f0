import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { brokenByPerson, type RulesPerson, type ServiceLimits } from "#main/booking/rules/person.ts";
import { ageOn } from "#main/sessions/booking-subject.ts";

const everybody: ServiceLimits = { fromAge: null, toAge: null, sex: null, attachedOnly: false };
const woman: RulesPerson = { birthDate: "1985-03-07", sex: "female", attached: true };
const on = (first: string, last = first) => ({ first, last });
const rules = (limits: Partial<ServiceLimits>, person: Partial<RulesPerson> = {}, days = on("2026-11-20")) =>
  brokenByPerson({ ...everybody, ...limits }, { ...woman, ...person }, days);

describe("a service", () => {
  test("without limits receives everybody, also somebody of whom nothing is known", () => {
    expect(rules({})).toBeNull();
    expect(rules({}, { birthDate: null, sex: null, attached: false })).toBeNull();
  });

  test("for children receives them up to their last day of being seventeen", () => {
    const child = { birthDate: "2009-03-07" };
    expect(rules({ toAge: 17 }, child, on("2027-03-06"))).toBeNull();
    expect(rules({ toAge: 17 }, child, on("2027-03-07"))).toEqual({ rule: "tooOld", age: 17 });
  });

  test("for adults receives them from their eighteenth birthday on", () => {
    const youth = { birthDate: "2009-03-07" };
    expect(rules({ fromAge: 18 }, youth, on("2027-03-06"))).toEqual({ rule: "tooYoung", age: 18 });
    expect(rules({ fromAge: 18 }, youth, on("2027-03-07"))).toBeNull();
  });

  test("is open to who is old enough, or young enough, on some of the days", () => {
    const youth = { birthDate: "2009-03-07" };
    const month = on("2027-02-20", "2027-03-20");
    expect(rules({ fromAge: 18 }, youth, month)).toBeNull();
    expect(rules({ toAge: 17 }, youth, month)).toBeNull();
  });

  test("for women does not receive men", () => {
    expect(rules({ sex: "female" })).toBeNull();
    expect(rules({ sex: "female" }, { sex: "male" })).toEqual({ rule: "otherSex", sex: "female" });
  });

  test("for the clinic's own patients is closed to others", () => {
    expect(rules({ attachedOnly: true })).toBeNull();
    expect(rules({ attachedOnly: true }, { attached: false })).toEqual({ rule: "attachedOnly" });
  });

  test("does not turn away whose age and sex nobody knows", () => {
    const unknown = { birthDate: null, sex: null };
    expect(rules({ sex: "female", fromAge: 18, toAge: 60 }, unknown)).toBeNull();
    expect(rules({ toAge: 17 }, { birthDate: "1985" })).toBeNull();
  });

  test("tells first what nobody can change", () => {
    const man = { sex: "male" as const, attached: false };
    expect(rules({ sex: "female", toAge: 17, attachedOnly: true }, man)).toMatchObject({ rule: "otherSex" });
    expect(rules({ toAge: 17, attachedOnly: true }, man)).toMatchObject({ rule: "tooOld" });
  });
});

describe("an age", () => {
  test("of who was born on 29 February grows on 1 March, but in leap years", () => {
    expect(ageOn("2008-02-29", "2026-02-28")).toBe(17);
    expect(ageOn("2008-02-29", "2026-03-01")).toBe(18);
    expect(ageOn("2008-02-29", "2028-02-29")).toBe(20);
  });

  test("grows by one from each birthday to the next, and never else", () => {
    const dates = fc
      .date({ min: new Date("1900-01-01"), max: new Date("2060-12-31"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(dates, dates, (one, other) => {
        const [born, day] = one < other ? [one, other] : [other, one];
        const age = ageOn(born, day);
        const birthday = (years: number): string =>
          `${String(Number(born.slice(0, 4)) + years).padStart(4, "0")}${born.slice(4)}`;
        expect(birthday(age) <= day).toBe(true);
        expect(birthday(age + 1) > day).toBe(true);
      }),
    );
  });
});
