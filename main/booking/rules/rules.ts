import type { Clock } from "#contract/base/ports.ts";
import { type CentralBooking, CentralError, type CentralVisits } from "#contract/central/central.ts";
import type { CentralPatient } from "#contract/central/people.ts";
import type { CentralVisit } from "#contract/central/visits.ts";
import type { BrokenRule } from "#contract/rules/broken-rule.ts";
import { logFault } from "../../log/central-fault.ts";
import type { Log } from "../../log/events.ts";
import type { Catalog, StoredService } from "../../schedules/catalog.ts";
import type { ScheduleReader } from "../../schedules/schedule.ts";
import type { ClinicTime } from "../../time/clinic-time.ts";
import { isAttached } from "../attached.ts";
import type { Journal } from "../journal/journal.ts";
import { isMadeByNone, unseenBookings } from "../unsettled.ts";
import { doctorOf, factsOfVisit, isStanding } from "../visit-details.ts";
import { brokenByPerson, type Days } from "./person.ts";
import type { RulesSettings } from "./settings.ts";
import { specialistOf } from "./specialist.ts";
import type { Rules, RulesSubject, WantedVisit } from "./types.ts";
import { brokenByVisits, isInTheWay, type StandingVisit } from "./visits.ts";

export type RulesDeps = {
  readonly settings: RulesSettings;
  readonly central: CentralVisits & CentralBooking;
  readonly journal: Pick<Journal, "inState">;
  readonly catalog: Pick<Catalog, "clinicAbove" | "doctorOfVisit" | "named" | "place" | "service">;
  readonly schedule: Pick<ScheduleReader, "openDays" | "timeOf">;
  readonly time: Pick<ClinicTime, "date" | "dayAndTime">;
  /** The central API's clock, ms. */
  readonly now: () => number;
  readonly clock: Pick<Clock, "after" | "monotonic">;
  readonly log: Log;
};

/** How long a patient waits for their visits to be looked at, ms. */
const lookUpTime = 5_000;
/** How long the visits of whoever looks through a list are taken as they were, ms. */
const keptFor = 20_000;
/** A visit that began longer ago is over, ms. */
const longestVisit = 3 * 3_600_000;

export function createRules(deps: RulesDeps): Rules {
  const { central, catalog, schedule, time, settings, log } = deps;

  const byPerson = (service: StoredService, subject: RulesSubject | null, days: Days): BrokenRule | null => {
    if (!subject) return null;
    const { patient } = subject;
    const attached = isAttached(catalog, patient, service.organizationId);
    return brokenByPerson(service, { ...patient, attached }, days);
  };
  const byReferral = (service: StoredService): BrokenRule | null =>
    service.referralNeeded && settings.referral === "reception" ? { rule: "referral" } : null;

  /** Whoever moves a visit has shown the referral when they were given it. */
  const referralFor = ({ service, moving }: Pick<WantedVisit, "service" | "moving">): BrokenRule | null =>
    moving !== null && moving.service.id === service.id ? null : byReferral(service);

  const byDay = (day: string): BrokenRule | null => {
    const { today, first, last } = schedule.openDays();
    if (day > last) return { rule: "horizon" };
    return day === today && first > today ? { rule: "sameDay" } : null;
  };

  const specialistAt = (organizationId: string, code: string): string | null => {
    const specialist = specialistOf(code);
    const clinicId = catalog.clinicAbove(organizationId) ?? organizationId;
    return specialist === null ? null : `${clinicId} ${specialist}`;
  };
  const standing = (visit: CentralVisit): StandingVisit & { readonly visit: CentralVisit } => {
    const service = visit.service.id === null ? null : catalog.service(visit.service.id);
    const organizationId = doctorOf(deps, visit)?.organizationId ?? service?.organizationId ?? null;
    return {
      visit,
      start: visit.start,
      // One that doesn't tell its end takes a moment at least.
      end: visit.end ?? visit.start + 1,
      date: time.date(visit.start),
      specialist:
        organizationId === null ? null : specialistAt(organizationId, service?.code ?? visit.service.code),
    };
  };

  /** The person's visits as they stand, but those that they were told have failed; null where nobody can tell. */
  async function visitsOf(patient: CentralPatient, over?: AbortSignal): Promise<CentralVisit[] | null> {
    const from = Math.round(deps.now()) - longestVisit;
    const before = unseenBookings(deps.journal);
    try {
      const signal = AbortSignal.any([AbortSignal.timeout(lookUpTime), ...(over ? [over] : [])]);
      const found = await central.visitsOfPatient(patient.id, from, signal);
      const isSeen = isMadeByNone(central.booking, [...before, ...unseenBookings(deps.journal)]);
      return found.filter((visit) => isStanding(visit.status) && isSeen(visit));
    } catch (error) {
      if (!(error instanceof CentralError)) throw error;
      logFault(log, error, ["booking.rules-unchecked", { fault: error.fault, code: error.code }]);
      return null;
    }
  }

  type Kept = { readonly at: number; readonly visits: Promise<CentralVisit[] | null> };
  /** By the person as the session holds them: what is kept goes with the session. */
  const kept = new WeakMap<CentralPatient, Kept>();
  const keptVisits = (patient: CentralPatient): Promise<CentralVisit[] | null> => {
    const known = kept.get(patient);
    if (known && deps.clock.monotonic() - known.at < keptFor) return known.visits;
    const visits = visitsOf(patient);
    kept.set(patient, { at: deps.clock.monotonic(), visits });
    // What could not be asked is asked again.
    void visits.then((found) => found ?? kept.delete(patient));
    return visits;
  };

  /** The visit that keeps a person from a specialist on every day that can be booked now. */
  function bySpecialist(service: StoredService, subject: RulesSubject, visits: readonly CentralVisit[]) {
    const specialist = specialistAt(service.organizationId, service.code);
    if (settings.sameSpecialist === "off" || specialist === null) return null;
    const { first, last } = schedule.openDays();
    const visit = visits
      .map(standing)
      .find(
        (each) =>
          each.specialist === specialist &&
          each.start >= deps.now() &&
          isInTheWay(each, first, settings) &&
          isInTheWay(each, last, settings),
      );
    return visit ? brokenBy("sameSpecialist", visit.visit, subject.patient) : null;
  }

  const brokenBy = (
    rule: "sameSpecialist" | "overlap",
    visit: CentralVisit,
    patient: CentralPatient,
  ): BrokenRule => {
    const { date, time: clock, service, doctor } = factsOfVisit(deps, visit, patient);
    return { rule, visit: { date, time: clock, service, doctor: doctor.name } };
  };

  async function byVisits(
    wanted: WantedVisit,
    when: { start: number; end: number },
    over?: AbortSignal,
  ): Promise<BrokenRule | null> {
    const { subject, service, doctor, moving } = wanted;
    if (!subject?.proved) return null;
    if (settings.sameSpecialist === "off" && settings.overlap === "allowed") return null;
    const visits = (await visitsOf(subject.patient, over))?.filter(({ id }) => id !== moving?.id) ?? [];
    const broken = brokenByVisits(
      {
        ...when,
        date: time.date(when.start),
        specialist: specialistAt(doctor.organizationId, service.code),
      },
      visits.map(standing),
      settings,
      deps.now(),
    );
    if (!broken) return null;
    return brokenBy(broken.rule, broken.visit.visit, subject.patient);
  }

  return {
    closed: (service, subject, visits = null, reach = "patients") =>
      byPerson(service, subject, schedule.openDays()) ??
      (reach === "reception" ? null : byReferral(service)) ??
      (subject && visits ? bySpecialist(service, subject, visits) : null),
    async visitsOf({ patient, proved }, within, late) {
      if (!proved || settings.sameSpecialist === "off") return null;
      const visits = keptVisits(patient);
      const over = Promise.withResolvers<"late">();
      const cancel = deps.clock.after(within, () => over.resolve("late"));
      const answer = await Promise.race([visits, over.promise]).finally(cancel);
      if (answer !== "late") return answer;
      void visits.then((found) => found && late());
      return null;
    },
    forget: (patient) => void kept.delete(patient),
    passed(wanted) {
      const when = schedule.timeOf(wanted.doctor.scheduleNo, wanted.slotId);
      const ofDay = when && byDay(time.date(when.start));
      return [
        ...(referralFor(wanted) ? (["referral"] as const) : []),
        ...(ofDay?.rule === "sameDay" ? (["sameDay"] as const) : []),
      ];
    },
    async broken(wanted, over) {
      const { service, doctor, subject } = wanted;
      const when = schedule.timeOf(doctor.scheduleNo, wanted.slotId);
      if (!when) return null;
      const day = time.date(when.start);
      const isPassed = (rule: BrokenRule | null): boolean =>
        wanted.reach === "reception" &&
        rule !== null &&
        (rule.rule === "referral" || rule.rule === "sameDay");
      const unlessPassed = (rule: BrokenRule | null): BrokenRule | null => (isPassed(rule) ? null : rule);
      return (
        byPerson(service, subject, { first: day, last: day }) ??
        unlessPassed(referralFor(wanted)) ??
        unlessPassed(byDay(day)) ??
        (await byVisits(wanted, when, over))
      );
    },
  };
}
