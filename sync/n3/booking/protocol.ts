import type { BookingProtocol, ChangeResult } from "#contract/index.ts";
import { bookAtHub } from "./book.ts";
import { cancelAtHub } from "./cancel.ts";
import type { HubBookingDeps } from "./deps.ts";
import { settleAtHub } from "./settle.ts";

/**
 * Exactly once as far as a hub allows (docs/n3.md): it has no key, no version and no fence. One SetAppointment is sent;
 * from then on only the patient's history, and whether the time is listed as free, tell what became of it. Visits aren't
 * moved.
 */
export const createHubBooking = (deps: HubBookingDeps): BookingProtocol => ({
  book: (request, attempt) => bookAtHub(deps, request, attempt),
  change: (request, attempt) => (request.to === null ? cancelAtHub(deps, request, attempt) : notMoved),
  settle: settleAtHub(deps),
  made: ({ slots }, visit) => slots.some(({ slotId }) => slotId === visit.id),
  before: () => undefined,
});

const notMoved = {
  hasSent: () => false,
  round: async () => ({ result: { kind: "refused" } satisfies ChangeResult, happened: "failed" as const }),
};
