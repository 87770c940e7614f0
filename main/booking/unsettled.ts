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

/** Cancels and moves of which it isn't certain yet what became of them. */
export const unsettledChanges = (journal: Pick<Journal, "inState">): readonly Operation[] =>
  unsettled(journal).filter(({ kind }) => kind !== "book");

/** Whether one of these has left a visit in doubt: the visit that it changes, or the one that a move has made of it. */
export const isInDoubtBy =
  (protocol: Pick<BookingProtocol, "made">, changes: readonly Operation[]) =>
  (visit: CentralVisit): boolean =>
    changes.some(
      (change) =>
        change.payload.visitId === visit.id || (change.kind === "move" && protocol.made(change, visit)),
    );
