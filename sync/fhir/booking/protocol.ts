import type { BookingProtocol } from "#contract/index.ts";
import type { FhirVisit } from "../attempts.ts";
import { bookSlot, type FhirBookingDeps } from "./book.ts";
import { changeVisit } from "./change.ts";
import { fenceBooking } from "./fence.ts";
import { fenceChange } from "./fence-change.ts";

/** Exactly once by key, version and fence: docs/exactly-once.md. */
export const createFhirBooking = (deps: FhirBookingDeps): BookingProtocol => ({
  book: (request, attempt) => bookSlot(request, { ...deps, ...attempt }),
  change: (request, attempt) => changeVisit(request, { ...deps, ...attempt }),
  made: ({ key }, visit) => "keys" in visit && (visit as FhirVisit).keys.booking.includes(key),
  before: (visit) => ("raw" in visit ? (visit as FhirVisit).raw : undefined),
  settle: (operation, signal) =>
    (operation.kind === "book" ? fenceBooking : fenceChange)(operation, deps.central, signal),
});
