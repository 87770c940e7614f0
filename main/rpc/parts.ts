import type { Central } from "#contract/central.ts";
import type { CentralState, Clinic } from "#contract/domain.ts";
import type { StepName } from "#contract/flow.ts";
import type { SecondFactor } from "#contract/person.ts";
import type { Log } from "#contract/ports.ts";
import type { ScannerKind } from "#contract/scan.ts";
import type { BookingDesk } from "../booking/desk.ts";
import type { Rules } from "../booking/rules/types.ts";
import type { Showing } from "../booking/showing.ts";
import type { Trust } from "../conformance/conformance-check.ts";
import type { Consents } from "../consents/consents.ts";
import type { DemoControl } from "../demo/demo-control.ts";
import type { Service } from "../maintenance/maintenance.ts";
import type { Events } from "../page/events.ts";
import type { Cards } from "../patients/cards.ts";
import type { Messages } from "../patients/messages.ts";
import type { SignInThrottle } from "../patients/sign-in-throttle.ts";
import type { Scanner } from "../scanner/index.ts";
import type { Catalog } from "../schedules/catalog.ts";
import type { ScheduleReader } from "../schedules/schedule.ts";
import type { Sessions } from "../sessions/session.ts";
import type { Speech } from "../speech/speech.ts";
import type { Tickets } from "../tickets/tickets.ts";
import type { ClinicTime } from "../time/clinic-time.ts";
import type { Visits } from "../visits/visits.ts";

/** All that the procedures work with, wired in app/start-core.ts. */
export type Parts = {
  readonly version: string;
  readonly kioskName: string;
  readonly languages: readonly string[];
  readonly flow: readonly StepName[];
  /** What is asked beside a policy's number. */
  readonly secondFactor: SecondFactor;
  /** Whether the flow has cards. */
  readonly cardsOn: boolean;
  /** Rules that patients are told of, and that keep nobody from booking. */
  readonly told: { readonly plannedOnly: boolean; readonly cancelAhead: number };
  /** How often one visit's ticket is printed in a session. */
  readonly ticketsPerVisit: number;
  /** Until the success screen leaves, and until the first screen attracts. */
  readonly seconds: { readonly done: number; readonly attract: number };
  readonly log: Log;
  /** The centre's clock, ms. */
  readonly now: () => number;
  readonly time: ClinicTime;
  /** The clinic's day by the centre's clock, `YYYY-MM-DD`. */
  readonly today: () => string;
  readonly clinic: () => Clinic;
  readonly central: Central;
  readonly centralState: () => CentralState;
  /** Asks for a schedule's newest slots in the background. */
  readonly refresh: (scheduleId: string) => void;
  readonly catalog: Catalog;
  readonly schedule: ScheduleReader;
  readonly rules: Rules;
  readonly service: Service;
  readonly speech: Speech;
  readonly sessions: Sessions;
  readonly throttle: SignInThrottle;
  readonly consent: Consents;
  readonly cards: Cards;
  readonly messages: Messages;
  readonly booking: BookingDesk;
  readonly visits: Visits;
  readonly showing: Showing;
  readonly trust: Trust;
  readonly tickets: Tickets;
  readonly scanner: Scanner;
  readonly scannerKind: ScannerKind;
  readonly demo: DemoControl | null;
  readonly events: Events;
  /** The page is alive. */
  readonly beat: () => void;
  /** A page listens to events now. @returns what to call when it has left. */
  readonly pageJoined: () => () => void;
};
