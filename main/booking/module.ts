import type { Clock, Ids } from "#contract/base/ports.ts";
import type { Central } from "#contract/central/central.ts";
import type { StepName } from "#contract/flow/steps.ts";
import type { ConformanceCheck } from "../conformance/conformance-check.ts";
import type { Consents } from "../consents/consents.ts";
import type { Log } from "../log/events.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { ListRules } from "../schedules/catalog-procedures.ts";
import type { SchedulesModule } from "../schedules/module.ts";
import type { Sessions } from "../sessions/session.ts";
import type { ClinicTime } from "../time/clinic-time.ts";
import { createBookingService } from "./booking-service.ts";
import type { BookingDeps } from "./deps.ts";
import type { Journal } from "./journal/journal.ts";
import { bookingProcedures } from "./procedures.ts";
import { createRules } from "./rules/rules.ts";
import type { RulesSettings } from "./rules/settings.ts";
import type { Rules } from "./rules/types.ts";
import type { BookingSettings } from "./settings.ts";
import { createSettler } from "./settler.ts";
import { createShowing } from "./showing.ts";
import { createTicketNumbers } from "./ticket-numbers.ts";

/** Booking a visit, exactly once, within the clinic's rules. */
export type BookingModule = {
  /** What cancelling and moving share with booking. */
  readonly shared: BookingDeps;
  readonly listRules: ListRules;
  readonly procedures: ReturnType<typeof bookingProcedures>;
  /** Takes over what the program left behind when it last ended. */
  start(): void;
  /** The central API answers: what is not settled is looked at now. */
  onReachable(): void;
  close(): Promise<void>;
};

export type BookingModuleDeps = {
  readonly settings: BookingSettings;
  readonly rules: RulesSettings;
  readonly kioskNumber: number;
  readonly central: Central;
  readonly journal: Journal;
  /** The next number of this kiosk's tickets, which no ticket had before. */
  readonly nextTicket: () => number;
  readonly conformance: ConformanceCheck;
  readonly schedules: Pick<
    SchedulesModule,
    "catalog" | "schedule" | "reference" | "refresh" | "scheduleChanged"
  >;
  readonly consent: Consents;
  /** Null where no copies of tickets are sent. */
  readonly mailer: Mailer | null;
  readonly sessions: Sessions;
  readonly flow: readonly StepName[];
  /** The clinic in whose lobby the kiosk stands, where that is known. */
  readonly ownOrganization: () => string | null;
  /** Doctors or services are not what they were. */
  readonly onCatalog: () => void;
  readonly time: ClinicTime;
  /** The central API's clock, ms. */
  readonly now: () => number;
  /** The clinic's day by that clock, `YYYY-MM-DD`. */
  readonly today: () => string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
};

export function createBookingModule(deps: BookingModuleDeps): BookingModule {
  const { settings, central, journal, schedules, sessions, flow, time, now, today, clock, ids, log } = deps;
  const { catalog, schedule, reference, refresh, scheduleChanged } = schedules;
  const showing = createShowing({ journal, log });
  const quiet = settings.quiet * 1000;
  const settler = createSettler({ central, journal, clock, log, quiet, refresh });
  const rules = createRules({
    central,
    journal,
    catalog,
    schedule,
    time,
    now,
    clock,
    log,
    settings: deps.rules,
  });
  const shared: BookingDeps = {
    central,
    journal,
    settler,
    showing,
    conformance: deps.conformance,
    catalog,
    schedule,
    reference,
    rules,
    consent: deps.consent,
    mailer: deps.mailer,
    ticketNumber: createTicketNumbers(deps.nextTicket, deps.kioskNumber),
    time,
    now,
    clock,
    ids,
    log,
    kioskName: String(deps.kioskNumber),
    ownOrganization: deps.ownOrganization,
    patience: settings.patience * 1000,
    scheduleChanged,
    catalogChanged: deps.onCatalog,
    refresh,
  };
  const booking = createBookingService(shared);
  return {
    shared,
    listRules: listRulesOf(rules),
    procedures: bookingProcedures({ booking, showing, sessions, flow, today }),
    start: settler.start,
    onReachable: settler.wake,
    close: settler.close,
  };
}

const listRulesOf = (rules: Rules): ListRules => ({
  async closures(bookingSubject, within, late) {
    const subject = bookingSubject && { patient: bookingSubject.person, proved: bookingSubject.proved };
    const visits = subject && (await rules.visitsOf(subject, within, late));
    return (service) => rules.closed(service, subject, visits);
  },
});
