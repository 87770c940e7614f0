import type { BrokenRule } from "#contract/rules/broken-rule.ts";
import type { Doctor, OwnPlace } from "#contract/schedules/catalog.ts";
import { api, type SessionContext } from "../sessions/api.ts";
import { type BookingSubject, resolveSubject } from "../sessions/booking-subject.ts";
import { familyAndInitials, fullName } from "../sessions/patient-view.ts";
import type { ClinicTime } from "../time/clinic-time.ts";
import type { Catalog, StoredDoctor, StoredService } from "./catalog.ts";
import { openingsIn } from "./openings.ts";
import { reachOf } from "./reach.ts";
import type { Reach, ScheduleReader } from "./schedule.ts";

/** How long a list waits for what the person's visits close in it, ms; what comes later is shown when it comes. */
const visitsTime = 1_000;

/** The clinic's rules, as far as a list tells of them. */
export type ListRules = {
  /**
   * Why this person, or anybody, can't have a service; null where nothing hinders. Waits for what the person's visits
   * close for `within` at most, ms. @param late runs where that is known later
   */
  closures(
    bookingSubject: BookingSubject | null,
    within: number,
    late: () => void,
    reach?: Reach,
  ): Promise<(service: StoredService) => BrokenRule | null>;
};

export type ScheduleDeps = {
  readonly catalog: Catalog;
  readonly schedule: ScheduleReader;
  readonly rules: ListRules;
  /** The branch at the kiosk's own address, with its clinic; null where that isn't known. */
  readonly ownPlace: () => OwnPlace | null;
  readonly time: ClinicTime;
  /** The central API's clock, ms. */
  readonly now: () => number;
  /** Asks for a schedule's newest slots in the background. */
  readonly refresh: (scheduleId: string) => void;
  /** Lists are not what they were. */
  readonly onCatalog: () => void;
};

export function catalogProcedures(deps: ScheduleDeps) {
  const { catalog, schedule, rules, time } = deps;
  const today = (): string => time.date(deps.now());
  const subjectOf = ({ binding: { session } }: SessionContext): BookingSubject | null =>
    session && resolveSubject(session, today());
  const nearestOf = (doctor: StoredDoctor, serviceId: string, reach: Reach): number | null =>
    schedule.nearest(catalog.grid(doctor.scheduleId, serviceId), 1, 0, reach)[0]?.start ?? null;
  const asDoctor = (doctor: StoredDoctor, serviceId: string, reach: Reach): Doctor => {
    const grid = catalog.grid(doctor.scheduleId, serviceId);
    const patients = openingsIn(grid, schedule, time);
    // Reception's own times are offered in one touch where patients have none to take.
    const openings =
      patients.length === 0 && reach === "reception" ? openingsIn(grid, schedule, time, reach) : patients;
    const nearest = openings[0] ? { date: openings[0].date, time: openings[0].time } : null;
    const awayUntil = catalog.awayUntil(doctor.roleId, today());
    return {
      scheduleId: doctor.scheduleId,
      name: fullName(doctor),
      shortName: familyAndInitials(doctor),
      position: doctor.position,
      room: doctor.room,
      nearest,
      openings,
      // Times that the clinic gives out before the leave is over say that the doctor is back.
      awayUntil: awayUntil !== null && nearest !== null && nearest.date <= awayUntil ? null : awayUntil,
    };
  };

  return {
    organizations: api.catalog.organizations.handler(() => catalog.organizations()),
    here: api.catalog.here.handler(async ({ context }) => {
      const place = deps.ownPlace();
      if (!place) return null;
      const closed = await rules.closures(subjectOf(context), 0, () => undefined, reachOf(context));
      return catalog.services(place.branch.id).some((service) => closed(service) === null) ? place : null;
    }),
    branches: api.catalog.branches.handler(({ input, context }) => {
      const bookingSubject = subjectOf(context);
      // So that they are known when the services are looked at.
      if (bookingSubject) void rules.closures(bookingSubject, 0, () => undefined);
      return catalog.branches(input.organizationId);
    }),
    services: api.catalog.services.handler(async ({ input, context }) => {
      const closed = await rules.closures(subjectOf(context), visitsTime, deps.onCatalog, reachOf(context));
      return catalog.services(input.branchId).map((service) => {
        const doctors = catalog.doctors(input.branchId, service.id);
        const starts = doctors
          .map((doctor) => nearestOf(doctor, service.id, reachOf(context)))
          .filter((start) => start !== null);
        return {
          ...service,
          ...catalog.named(service),
          doctors: doctors.length,
          nearest: starts.length === 0 ? null : time.dayAndTime(Math.min(...starts)),
          closed: closed(service),
        };
      });
    }),
    doctors: api.catalog.doctors.handler(({ input, context }) =>
      catalog
        .doctors(input.branchId, input.serviceId)
        .map((doctor) => asDoctor(doctor, input.serviceId, reachOf(context))),
    ),
  };
}
