import type { Clock, Ids } from "#contract/base/ports.ts";
import type { Central } from "#contract/central/central.ts";
import type { ConformanceCheck } from "../conformance/conformance-check.ts";
import type { Consents } from "../consents/consents.ts";
import type { Log } from "../log/events.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { Catalog } from "../schedules/catalog.ts";
import type { ReferenceRows } from "../schedules/reference-rows.ts";
import type { ScheduleReader } from "../schedules/schedule.ts";
import type { ClinicTime } from "../time/clinic-time.ts";
import type { Journal } from "./journal/journal.ts";
import type { Rules } from "./rules/types.ts";
import type { Settler } from "./settler.ts";
import type { Showing } from "./showing.ts";

/**
 * What booking, cancelling and moving a visit share: one journal, one settler, one set of rules. `createBookingModule`
 * puts it together; each part of it names what it uses.
 */
export type BookingDeps = {
  readonly central: Central;
  readonly journal: Journal;
  readonly settler: Settler;
  readonly showing: Showing;
  readonly conformance: Pick<ConformanceCheck, "whenKnown" | "onPartialCommit">;
  readonly catalog: Catalog;
  readonly schedule: ScheduleReader;
  readonly reference: ReferenceRows;
  readonly rules: Rules;
  readonly consent: Consents;
  /** Null where no copies of tickets are sent. */
  readonly mailer: Pick<Mailer, "send" | "visitChanged"> | null;
  readonly ticketNumber: () => string;
  readonly time: ClinicTime;
  /** The central API's clock, ms. */
  readonly now: () => number;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly kioskName: string;
  /** The clinic in whose lobby the kiosk stands, where that is known. */
  readonly ownOrganization: () => string | null;
  /** How long a patient waits from the touch to the answer, whatever it takes, ms (DESIGN §4, step 4). */
  readonly patience: number;
  /** The mirror's cells of this schedule changed: grids repaint. */
  readonly scheduleChanged: (scheduleId: string) => void;
  /** Doctors or services are not what they were: lists are read again. */
  readonly catalogChanged: () => void;
  readonly refresh: (scheduleId: string) => void;
};
