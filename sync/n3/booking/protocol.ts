import type { BookingProtocol } from "#contract/index.ts";
import { bookAtHub } from "./book.ts";
import { cancelAtHub } from "./cancel.ts";
import type { HubBookingDeps } from "./deps.ts";
import { moveAtHub } from "./move.ts";
import { settleAtHub } from "./settle.ts";

/**
 * Exactly once as far as a hub allows (docs/n3.md): it has no key, no version and no fence. One SetAppointment is sent;
 * from then on only the patient's history, and whether the time is listed as free, tell what became of it.
 */
export const createHubBooking = (deps: HubBookingDeps): BookingProtocol => ({
  book: (request, attempt) => bookAtHub(deps, request, attempt),
  change: (request, attempt) =>
    request.to === null
      ? cancelAtHub(deps, request, attempt)
      : moveAtHub(deps, { ...request, to: request.to }, attempt),
  settle: settleAtHub(deps),
  made: ({ slots: [taken] }, visit) => taken?.slotId === visit.id,
  before: () => undefined,
});
