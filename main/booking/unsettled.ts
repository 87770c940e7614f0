import type { BookingProtocol } from "#contract/central/booking-protocol.ts";
import type { CentralVisit } from "#contract/central/visits.ts";
import type { Journal } from "./journal/journal.ts";
import type { Operation } from "./journal/operation.ts";

/** Operations of which it isn't certain yet whether the central API holds them. */
const unsettled = (journal: Pick<Journal, "inState">): Operation[] =>
  journal.inState("intended", "sending", "fencing");

/** Bookings that the patient was told have failed: a visit of theirs is about to be taken back. */
export const unseenBookings = (journal: Pick<Journal, "inState">): readonly Operation[] =>
  unsettled(journal).filter(({ kind }) => kind === "book");

/** Whether none of these bookings made a visit. */
export const isMadeByNone =
  (protocol: Pick<BookingProtocol, "made">, bookings: readonly Operation[]) =>
  (visit: CentralVisit): boolean =>
    !bookings.some((booking) => protocol.made(booking, visit));

/** Visits that a cancel or a move of this kiosk has left in doubt. */
export const unsettledVisits = (journal: Pick<Journal, "inState">): ReadonlySet<string> =>
  new Set(unsettled(journal).flatMap(({ payload }) => payload.visitId ?? []));
