import type { CentralBooking, CentralTimes, CentralVisits } from "#contract/central/central.ts";
import type { Journal } from "../booking/journal/journal.ts";
import type { BookingModule } from "../booking/module.ts";
import type { Log } from "../log/events.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { SchedulesModule } from "../schedules/module.ts";
import type { Sessions } from "../sessions/session.ts";
import type { ClinicTime } from "../time/clinic-time.ts";
import { visitProcedures } from "./procedures.ts";
import { createVisitChanges } from "./visit-changes.ts";
import { createVisitList, type ListVisits } from "./visit-list.ts";

/** The visits that a patient has: listed, cancelled, moved. */
export type VisitsModule = {
  readonly list: ListVisits;
  readonly procedures: ReturnType<typeof visitProcedures>;
};

export type VisitsModuleDeps = {
  /** What changing a visit shares with making one. */
  readonly booking: BookingModule["shared"];
  readonly central: CentralTimes & CentralVisits & CentralBooking;
  readonly journal: Journal;
  readonly schedules: Pick<SchedulesModule, "catalog" | "slots" | "alternatives">;
  /** Null where no copies of tickets are sent. */
  readonly mailer: Pick<Mailer, "visitChanged"> | null;
  readonly sessions: Sessions;
  readonly time: ClinicTime;
  /** The central API's clock, ms. */
  readonly now: () => number;
  /** The clinic's day by that clock, `YYYY-MM-DD`. */
  readonly today: () => string;
  readonly log: Log;
};

export function createVisitsModule(deps: VisitsModuleDeps): VisitsModule {
  const { central, journal, schedules, mailer, sessions, time, now, today, log } = deps;
  const { catalog } = schedules;
  const details = { catalog, time, now };
  const list = createVisitList({
    central,
    journal,
    catalog,
    details,
    log,
  });
  const changes = createVisitChanges({
    ...deps.booking,
    protocol: central.booking,
    central,
    journal,
    schedules,
    details,
    mailer,
  });
  return { list, procedures: visitProcedures({ list, changes, sessions, today }) };
}
