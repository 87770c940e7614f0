/** A visit that is still to come or under way; instants, ms. */
export type StandingVisit = {
  readonly start: number;
  readonly end: number;
  /** `YYYY-MM-DD` in the clinic's zone. */
  readonly date: string;
  /** The clinic and the specialty, in one word; null where the kiosk can't tell them. */
  readonly specialist: string | null;
};

export type VisitRules = {
  /** Days around a visit in which no second one to the same specialist is booked. */
  readonly sameSpecialist: "off" | number;
  readonly overlap: "refused" | "allowed";
};

export type BrokenByVisit<Visit> = { readonly rule: "sameSpecialist" | "overlap"; readonly visit: Visit };

/**
 * The rule that a person's other visits make this one break, with the first of those visits, or null. The
 * specialist comes before the time: another time would not help against the former.
 */
export function brokenByVisits<Visit extends StandingVisit>(
  wanted: StandingVisit,
  visits: readonly Visit[],
  rules: VisitRules,
  now: number,
): BrokenByVisit<Visit> | null {
  const { sameSpecialist } = rules;
  const inOrder = visits.toSorted((a, b) => a.start - b.start);
  if (sameSpecialist !== "off" && wanted.specialist !== null) {
    const visit = inOrder.find(
      ({ specialist, start, date }) =>
        specialist === wanted.specialist && start >= now && isInTheWay({ date }, wanted.date, rules),
    );
    if (visit) return { rule: "sameSpecialist", visit };
  }
  if (rules.overlap === "allowed") return null;
  const visit = inOrder.find(({ start, end }) => start < wanted.end && wanted.start < end);
  return visit ? { rule: "overlap", visit } : null;
}

/** Whether a visit to a specialist keeps the same person from a second one on a day, `YYYY-MM-DD`. */
export const isInTheWay = (
  { date }: Pick<StandingVisit, "date">,
  day: string,
  { sameSpecialist }: Pick<VisitRules, "sameSpecialist">,
): boolean => sameSpecialist !== "off" && daysBetween(date, day) <= sameSpecialist;

/** Calendar days have no zone: counted in UTC they are all 24 hours long. */
const daysBetween = (one: string, other: string): number =>
  Math.abs(Date.parse(`${one}T00:00Z`) - Date.parse(`${other}T00:00Z`)) / 86_400_000;
