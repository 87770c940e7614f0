import type { Ground } from "../app/context.ts";
import { kioskNumber } from "../config/schema.ts";
import { type Consents, loadConsents } from "../consents/consents.ts";
import type { Post } from "../mail/post.ts";
import type { CentreRoom } from "../schedules/module.ts";
import { createReferenceRows } from "../schedules/reference-rows.ts";
import { createVisits, type Visits } from "../visits/visits.ts";
import { bookingOrClosed, visitsOrClosed } from "./closed-by-journal.ts";
import type { BookingParts } from "./deps.ts";
import { type BookingDesk, createBookingDesk } from "./desk.ts";
import { createRules } from "./rules/rules.ts";
import type { Rules } from "./rules/types.ts";
import { createShowing, type Showing } from "./showing.ts";
import { createTicketNumbers } from "./ticket-numbers.ts";

/** Booking, cancelling and moving, and the rules that they keep. */
export type BookingRoom = {
  readonly consent: Consents;
  readonly rules: Rules;
  readonly booking: BookingDesk;
  readonly visits: Visits;
  readonly showing: Showing;
};

/** @param post null where no copies of tickets are sent */
export function composeBooking(ground: Ground, centre: CentreRoom, post: Post | null): BookingRoom {
  const { config, store, journal, time, events, clock, ids, log } = ground;
  const { central, catalog, schedule, now } = centre;
  const showing = createShowing({ journal, log });
  const consent = loadConsents(ground.localesDir, ground.languages);
  const rules = createRules({
    central,
    journal,
    catalog,
    schedule,
    time,
    now,
    clock,
    log,
    settings: config.rules,
  });
  const parts: BookingParts = {
    central,
    journal,
    settler: centre.settler,
    showing,
    trust: centre.trust,
    catalog,
    schedule,
    reference: createReferenceRows(store),
    rules,
    consent,
    post,
    ticketNumber: createTicketNumbers(ground.nextTicket, kioskNumber(config)),
    time,
    now,
    clock,
    ids,
    log,
    kioskName: String(kioskNumber(config)),
    ownOrganization: centre.ownOrganization,
    patience: config.booking.patience * 1000,
    scheduleChanged: centre.scheduleChanged,
    catalogChanged: () => events.emit({ type: "catalog" }),
    refresh: centre.refresh,
  };
  return {
    consent,
    rules,
    booking: bookingOrClosed(createBookingDesk(parts)),
    visits: visitsOrClosed(createVisits(parts)),
    showing,
  };
}
