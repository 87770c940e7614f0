import type { Clock, Ids } from "#contract/base/ports.ts";
import type {
  CentralBooking,
  CentralConsents,
  CentralDirectory,
  CentralTimes,
  CentralVisits,
} from "#contract/central/central.ts";
import type { StepName } from "#contract/flow/steps.ts";
import type { ConformanceCheck } from "../conformance/conformance-check.ts";
import type { Consents } from "../consents/consents.ts";
import type { Log } from "../log/events.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { ListRules } from "../schedules/catalog-procedures.ts";
import type { SchedulesModule } from "../schedules/module.ts";
import type { Sessions } from "../sessions/session.ts";
import type { ClinicTime } from "../time/clinic-time.ts";
import { type CarryOut, carryOut } from "./attempt.ts";
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
    readonly carryOut: CarryOut;
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

/** Which kiosk it is, and where. */
type KioskFacts = {
  readonly number: number;
  /** The next number of this kiosk's tickets, which no ticket had before. */
  readonly nextTicket: () => number;
  readonly flow: readonly StepName[];
  /** The clinic in whose lobby the kiosk stands, where that is known. */
  readonly ownOrganization: () => string | null;
};

/** What time it is, in each sense. */
type Times = {
  readonly time: ClinicTime;
  /** The central API's clock, ms. */
  readonly now: () => number;
  /** The clinic's day by that clock, `YYYY-MM-DD`. */
  readonly today: () => string;
  readonly clock: Clock;
};

export type BookingModuleDeps = {
  readonly settings: { readonly booking: BookingSettings; readonly rules: RulesSettings };
  readonly kiosk: KioskFacts;
  readonly central: CentralDirectory & CentralTimes & CentralVisits & CentralBooking & CentralConsents;
  readonly journal: Journal;
  readonly conformance: ConformanceCheck;
  readonly schedules: Pick<SchedulesModule, "catalog" | "schedule" | "reference" | "slots" | "alternatives">;
  readonly consent: Consents;
  /** Null where no copies of tickets are sent. */
  readonly mailer: Pick<Mailer, "send"> | null;
  readonly sessions: Sessions;
  /** Doctors or services are not what they were. */
  readonly onCatalog: () => void;
  readonly times: Times;
  readonly ids: Ids;
  readonly log: Log;
};

export function createBookingModule(deps: BookingModuleDeps): BookingModule {
  const { settings, kiosk, central, journal, schedules, consent, sessions, ids, log } = deps;
  const { time, now, today, clock } = deps.times;
  const { catalog, schedule, reference, slots } = schedules;
  const { booking: protocol } = central;
  const carry: CarryOut = (key, begin, within) =>
    carryOut(key, begin({ note: (marks) => journal.sending(key, marks), left: within.left }), {
      journal,
      clock,
      log,
      ...within,
    });
  const showing = createShowing({ journal, log });
  const quiet = settings.booking.quiet * 1000;
  const settler = createSettler({ protocol, journal, clock, log, quiet, refresh: slots.refresh });
  const rules = createRules({
    settings: settings.rules,
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
    carryOut: carry,
    withinPatience: withinPatience(clock, settings.booking.patience * 1000),
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
  const recordOf = consentRecords(now, String(kiosk.number));
  const booking = createBookingService({
    ...shared,
    agreements: { text: consent, recordOf },
    bookSlot: (request, within) => carry(request.key, (attempt) => protocol.book(request, attempt), within),
    schedules,
    details: { catalog, time, now },
    ticketNumber: createTicketNumbers(kiosk.nextTicket, kiosk.number),
    mailer: deps.mailer,
  });
  const { flow, ownOrganization } = kiosk;
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
  async closures(bookingSubject, within, late, reach) {
    const subject = bookingSubject && { patient: bookingSubject.person, proved: bookingSubject.proved };
    const visits = subject && (await rules.visitsOf(subject, within, late));
    return (service) => rules.closed(service, subject, visits, reach);
  },
});
