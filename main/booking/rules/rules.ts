import type { CentralVisit } from "#contract/attempts.ts";
import { CentralError } from "#contract/central.ts";
import type { BrokenRule } from "#contract/domain.ts";
import type { CentralPatient } from "#contract/people.ts";
import { logFault } from "../../central-fault.ts";
import type { RulesSettings } from "../../config/rules-settings.ts";
import type { StoredService } from "../../store/catalog.ts";
import { isAttached } from "../attached.ts";
import { doctorOf, factsOfVisit, isStanding } from "../facts.ts";
import type { BookingParts } from "../parts.ts";
import { unseenBookings } from "../unsettled.ts";
import { brokenByPerson, type Days } from "./person.ts";
import { specialistOf } from "./specialist.ts";
import type { Rules, RulesSubject, WantedVisit } from "./types.ts";
import { brokenByVisits, type StandingVisit } from "./visits.ts";

type RulesParts = Pick<
  BookingParts,
  "central" | "journal" | "catalog" | "schedule" | "time" | "now" | "log"
> & { readonly settings: RulesSettings };

/** How long a patient waits for their visits to be looked at, ms. */
const lookUpTime = 5_000;
/** A visit that began longer ago is over, ms. */
const longestVisit = 3 * 3_600_000;

export function createRules(parts: RulesParts): Rules {
  const { central, catalog, schedule, time, settings, log } = parts;

  const byPerson = (service: StoredService, subject: RulesSubject | null, days: Days): BrokenRule | null => {
    if (!subject) return null;
    const { patient } = subject;
    const attached = isAttached(catalog, patient, service.organizationId);
    return brokenByPerson(service, { ...patient, attached }, days);
  };
  const byReferral = (service: StoredService): BrokenRule | null =>
    service.referralNeeded && settings.referral === "desk" ? { rule: "referral" } : null;

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
    const organizationId = doctorOf(parts, visit)?.organizationId ?? service?.organizationId ?? null;
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
    const from = Math.round(parts.now()) - longestVisit;
    const before = unseenBookings(parts.journal);
    try {
      const signal = AbortSignal.any([AbortSignal.timeout(lookUpTime), ...(over ? [over] : [])]);
      const found = await central.visitsOfPatient(patient.id, from, signal);
      const unseen = new Set([...before, ...unseenBookings(parts.journal)]);
      return found.filter(
        ({ status, keys }) => isStanding(status) && !keys.booking.some((key) => unseen.has(key)),
      );
    } catch (error) {
      if (!(error instanceof CentralError)) throw error;
      logFault(log, "rules: the centre can't be asked for visits", error);
      return null;
    }
  }

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
      parts.now(),
    );
    if (!broken) return null;
    const facts = factsOfVisit(parts, broken.visit.visit, subject.patient);
    const { date, time: clock } = facts;
    return {
      rule: broken.rule,
      visit: { date, time: clock, service: facts.service.name, doctor: facts.doctor.name },
    };
  }

  return {
    closed: (service, subject) => byPerson(service, subject, schedule.openDays()) ?? byReferral(service),
    async broken(wanted, over) {
      const { service, doctor, subject, moving } = wanted;
      const when = schedule.timeOf(doctor.scheduleNo, wanted.slotId);
      if (!when) return null;
      const day = time.date(when.start);
      // Whoever moves a visit has shown the referral when they were given it.
      const moved = moving !== null && moving.service.id === service.id;
      return (
        byPerson(service, subject, { first: day, last: day }) ??
        (moved ? null : byReferral(service)) ??
        byDay(day) ??
        (await byVisits(wanted, when, over))
      );
    },
  };
}
