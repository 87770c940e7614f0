import type { Journal } from "./journal/journal.ts";
import type { Operation } from "./journal/operation.ts";

/** Operations of which it isn't certain yet whether the central API holds them. */
const unsettled = (journal: Pick<Journal, "inState">): Operation[] =>
  journal.inState("intended", "sending", "fencing");

/** Keys of bookings that the patient was told have failed: a visit of theirs is about to be taken back. */
export const unseenBookings = (journal: Pick<Journal, "inState">): ReadonlySet<string> =>
  new Set(
    unsettled(journal)
      .filter(({ kind }) => kind === "book")
      .map(({ key }) => key),
  );

/** Visits that a cancel or a move of this kiosk has left in doubt. */
export const visitsInDoubt = (journal: Pick<Journal, "inState">): ReadonlySet<string> =>
  new Set(unsettled(journal).flatMap(({ payload }) => payload.visitId ?? []));
