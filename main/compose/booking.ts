import { bookingOrClosed, visitsOrClosed } from "../booking/closed-by-journal.ts";
import { type Consents, loadConsents } from "../booking/consent.ts";
import { type BookingDesk, createBookingDesk } from "../booking/desk.ts";
import type { BookingParts } from "../booking/parts.ts";
import { createRules } from "../booking/rules/rules.ts";
import type { Rules } from "../booking/rules/types.ts";
import { createShowing, type Showing } from "../booking/showing.ts";
import { createVisits, type Visits } from "../booking/visits.ts";
import { kioskNumber } from "../config/schema.ts";
import type { Post } from "../mail/post.ts";
import { createReferenceRows } from "../store/reference-rows.ts";
import { createTicketNumbers } from "../store/ticket-numbers.ts";
import type { CentreRoom } from "./centre.ts";
import type { Ground } from "./ground.ts";

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
