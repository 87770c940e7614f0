import type { CentralPatient } from "#contract/central/people.ts";
import type { ConsentVariant } from "#contract/consents/consent-text.ts";
import type { Who } from "#contract/flow/steps.ts";

/**
 * Whom a visit is for, where that is not simply whoever has signed in. `name`: given by name and birth date, which
 * any neighbour knows; such a person is kept without phones and numbers. `card`: proved when the card was linked.
 */
export type Subject = {
  readonly person: CentralPatient;
  readonly proof: "name" | "card";
  /** Whether it is the person at the screen. */
  readonly who: Who;
};

/** The person of the next visit, and who agrees to the processing of their data. */
export type BookingSubject = {
  readonly person: CentralPatient;
  /** What the central API knows of this person may be shown. */
  readonly proved: boolean;
  readonly variant: ConsentVariant;
  /** The signed-in patient who agrees in this person's place; null where nobody is known to. */
  readonly performerId: string | null;
};

/** Before this age one agrees by a legal representative, whoever signed in (323-ФЗ, articles 20 and 54). */
const ageOfOwnConsent = 15;
export const ageOfMajority = 18;

/** For whom a visit is booked in this session, or null while nobody is known. @param today `YYYY-MM-DD` */
export function resolveSubject(
  session: { readonly patient: CentralPatient | null; readonly subject: Subject | null },
  today: string,
): BookingSubject | null {
  const { patient, subject } = session;
  const person = subject?.person ?? patient;
  if (!person) return null;
  const proved = subject?.proof !== "name";
  const isOther = patient ? person.id !== patient.id : subject?.who === "other";
  const performerId = isOther ? (patient?.id ?? null) : null;
  return { person, proved, variant: variantFor(person, isOther, today), performerId };
}

function variantFor({ birthDate }: CentralPatient, isOther: boolean, today: string): ConsentVariant {
  const age = birthDate === null ? null : ageOn(birthDate, today);
  if (isOther) return age !== null && age < ageOfMajority ? "child" : "other";
  return age !== null && age < ageOfOwnConsent ? "child" : "self";
}

/** Whole years of somebody born on `birthDate`, on a day; both `YYYY-MM-DD`. */
export function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
