import type { Doctor } from "#contract/domain.ts";
import type { RulesSubject } from "../booking/rules/types.ts";
import { api, type Binding } from "../rpc/base.ts";
import type { Parts } from "../rpc/parts.ts";
import { whoseVisit } from "../sessions/booking-subject.ts";
import { familyAndInitials, fullName } from "../sessions/patient-view.ts";
import type { StoredDoctor } from "./catalog.ts";

/** How long a list waits for what the person's visits close in it, ms; what comes later is shown when it comes. */
const visitsTime = 1_000;

export const catalogProcedures = (parts: Parts) => {
  const { catalog, schedule, time } = parts;
  const subjectOf = ({ session }: Binding): RulesSubject | null => {
    const whose = session && whoseVisit(session, parts.today());
    return whose && { patient: whose.person, proved: whose.proved };
  };
  const listsAnew = (): void => parts.events.emit({ type: "catalog" });
  const nearestOf = (doctor: StoredDoctor, serviceId: string): number | null =>
    schedule.nearest(catalog.grid(doctor.scheduleId, serviceId), 1)[0]?.start ?? null;
  const asDoctor = (doctor: StoredDoctor, serviceId: string): Doctor => {
    const start = nearestOf(doctor, serviceId);
    const nearest = start === null ? null : time.dayAndTime(start);
    const awayUntil = catalog.awayUntil(doctor.roleId, time.date(parts.now()));
    return {
      scheduleId: doctor.scheduleId,
      name: fullName(doctor),
      shortName: familyAndInitials(doctor),
      position: doctor.position,
      room: doctor.room,
      nearest,
      // Times that the clinic gives out before the leave is over say that the doctor is back.
      awayUntil: awayUntil !== null && nearest !== null && nearest.date <= awayUntil ? null : awayUntil,
    };
  };

  return {
    organizations: api.catalog.organizations.handler(() => catalog.organizations()),
    branches: api.catalog.branches.handler(({ input, context }) => {
      const whose = subjectOf(context.binding);
      // So that they are known when the services are looked at.
      if (whose) void parts.rules.visitsOf(whose, 0, () => undefined);
      return catalog.branches(input.organizationId);
    }),
    services: api.catalog.services.handler(async ({ input, context }) => {
      const whose = subjectOf(context.binding);
      const visits = whose && (await parts.rules.visitsOf(whose, visitsTime, listsAnew));
      return catalog.services(input.branchId).map((service) => {
        const doctors = catalog.doctors(input.branchId, service.id);
        const starts = doctors
          .map((doctor) => nearestOf(doctor, service.id))
          .filter((start) => start !== null);
        return {
          ...service,
          doctors: doctors.length,
          nearest: starts.length === 0 ? null : time.dayAndTime(Math.min(...starts)),
          closed: parts.rules.closed(service, whose, visits),
        };
      });
    }),
    doctors: api.catalog.doctors.handler(({ input }) =>
      catalog.doctors(input.branchId, input.serviceId).map((doctor) => asDoctor(doctor, input.serviceId)),
    ),
  };
};
