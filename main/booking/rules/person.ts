import type { Sex } from "#contract/patients/person.ts";
import type { BrokenRule } from "#contract/rules/broken-rule.ts";
import { isCalendarDate } from "#contract/time/calendar.ts";
import { ageOn } from "../../sessions/booking-subject.ts";

/** What a service asks of who comes. */
export type ServiceLimits = {
  /** The first and the last age that are received, in whole years. */
  readonly fromAge: number | null;
  readonly toAge: number | null;
  readonly sex: Sex | null;
  readonly attachedOnly: boolean;
};

/** As much of a person as these rules look at. What isn't known of somebody breaks no rule. */
export type RulesPerson = {
  /** `YYYY-MM-DD` */
  readonly birthDate: string | null;
  readonly sex: Sex | null;
  readonly attached: boolean;
};

/** Days between which a visit may lie, `YYYY-MM-DD`; one day twice where it is known. */
export type Days = { readonly first: string; readonly last: string };

/**
 * The rule that keeps this person from a service on every one of these days, or null. What nobody can change
 * comes first: whoever is told to be attached to a clinic must not learn afterwards that it was for children.
 */
export function brokenByPerson(service: ServiceLimits, person: RulesPerson, days: Days): BrokenRule | null {
  const { fromAge, toAge, sex } = service;
  if (sex !== null && person.sex !== null && person.sex !== sex) return { rule: "otherSex", sex };
  const { birthDate } = person;
  if (birthDate !== null && isCalendarDate(birthDate)) {
    if (toAge !== null && ageOn(birthDate, days.first) > toAge) return { rule: "tooOld", age: toAge };
    if (fromAge !== null && ageOn(birthDate, days.last) < fromAge) return { rule: "tooYoung", age: fromAge };
  }
  return service.attachedOnly && !person.attached ? { rule: "attachedOnly" } : null;
}
