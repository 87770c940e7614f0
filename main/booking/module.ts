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
import { bookSlot } from "./book.ts";
import { createBookingService } from "./booking-service.ts";
import { createTimeCheck } from "./check-time.ts";
import { consentRecords } from "./consent-record.ts";
import type { Journal } from "./journal/journal.ts";
import { createOperations, type Operations } from "./operations.ts";
import { type WithinPatience, withinPatience } from "./patience.ts";
import { bookingProcedures } from "./procedures.ts";
import { createOfferReader } from "./read-offer.ts";
import { createRecheck, type Recheck } from "./recheck.ts";
import { createRefusals } from "./refusals.ts";
import { createRules } from "./rules/rules.ts";
import type { RulesSettings } from "./rules/settings.ts";
import type { Rules } from "./rules/types.ts";
import type { BookingSettings } from "./settings.ts";
import { createSettler } from "./settler.ts";
import { createShowing } from "./showing.ts";
import { createTicketNumbers } from "./ticket-numbers.ts";
import { createSlotWatch } from "./watch.ts";

/** Booking a visit, exactly once, within the clinic's rules. */
export type BookingModule = {
  /** What cancelling and moving share with booking. */
  readonly shared: {
    readonly withinPatience: WithinPatience;
    readonly operations: Operations;
    readonly recheck: Recheck;
  };
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
  readonly schedules: Pick<SchedulesModule, "catalog" | "schedule" | "reference" | "slots" | "alternatives">;
  readonly consent: Consents;
  /** Null where no copies of tickets are sent. */
  readonly mailer: Pick<Mailer, "send"> | null;
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
  const { settings, central, journal, schedules, consent, sessions, flow } = deps;
  const { time, now, today, clock, ids, log } = deps;
  const { catalog, schedule, reference, slots } = schedules;
  const showing = createShowing({ journal, log });
  const quiet = settings.quiet * 1000;
  const settler = createSettler({ central, journal, clock, log, quiet, refresh: slots.refresh });
  const rules = createRules({
    settings: deps.rules,
    central,
    journal,
    catalog,
    schedule,
    time,
    now,
    clock,
    log,
  });
  const shared = {
    withinPatience: withinPatience(clock, settings.patience * 1000),
    operations: createOperations({
      journal,
      settler,
      showing,
      rules,
      conformance: deps.conformance,
      ids,
      log,
    }),
    recheck: createRecheck({
      readOffer: createOfferReader({ central, reference, slots, onCatalog: deps.onCatalog }),
      catalog,
      schedule,
      journal,
      rules,
      time,
      clock,
      log,
    }),
  };
  const recordOf = consentRecords(now, String(deps.kioskNumber));
  const booking = createBookingService({
    ...shared,
    agreements: { text: consent, recordOf },
    bookSlot: (request, within) => bookSlot(request, { central, journal, clock, log, ...within }),
    schedules,
    details: { catalog, time, now },
    ticketNumber: createTicketNumbers(deps.nextTicket, deps.kioskNumber),
    mailer: deps.mailer,
  });
  const { ownOrganization } = deps;
  return {
    shared,
    listRules: listRulesOf(rules),
    procedures: bookingProcedures({
      booking,
      check: createTimeCheck({ catalog, schedule, rules }),
      watch: createSlotWatch({ central, schedules, journal, time, clock, log }),
      recordRefusal: createRefusals({ central, consent, recordOf, ownOrganization, ids, log }),
      showing,
      sessions,
      flow,
      today,
    }),
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
