import type { Central } from "#contract/central/central.ts";
import type { CentralPatient } from "#contract/central/people.ts";
import type { Ticket } from "#contract/tickets/ticket.ts";
import type { Log } from "../log/events.ts";
import { lookUp } from "../patients/look-up.ts";
import { lookUpError } from "../patients/look-up-error.ts";
import type { SignInThrottle } from "../patients/sign-in-throttle.ts";
import type { Refusals } from "../rpc/errors.ts";
import type { ListResult } from "../sessions/session-visits.ts";

/** How long the central API is waited for, ms. */
const askTime = 10_000;

type OfLookUp = Refusals<"PATIENT_NOT_FOUND" | "PATIENT_AMBIGUOUS" | "TOO_MANY_TRIES" | "CENTRAL_AWAY">;

/** Looks up the tickets of the visits that a patient still has before them. @throws what it found instead */
export type TicketsByPolicy = (
  policy: { readonly number: string; readonly birthDate: string },
  errors: OfLookUp,
) => Promise<Ticket[]>;

export type TicketsByPolicyDeps = {
  readonly central: Pick<Central, "findPatients">;
  /** The visits that a patient still has before them. */
  readonly listVisits: (patient: CentralPatient) => Promise<ListResult>;
  readonly throttle: SignInThrottle;
  readonly log: Log;
};

/** By a unified policy, at the kiosk and at the counter alike: each look-up counts as a try of staff. */
export function createTicketsByPolicy({
  central,
  listVisits,
  throttle,
  log,
}: TicketsByPolicyDeps): TicketsByPolicy {
  return async ({ number, birthDate }, errors) => {
    const policy = { kind: "unified", number } as const;
    const outcome = await lookUp(
      [policy],
      () => central.findPatients({ policy, birthDate }, AbortSignal.timeout(askTime)),
      { throttle, log, proves: true },
    );
    if (outcome.kind === "ambiguous") throw errors.PATIENT_AMBIGUOUS({ data: {} });
    // The counter asks for no name: such a patient's ticket is found by its own code.
    if (outcome.kind === "nameNeeded") throw errors.PATIENT_NOT_FOUND({ data: {} });
    if (outcome.kind !== "found") throw lookUpError(outcome, errors);
    const list = await listVisits(outcome.patient);
    if (list.kind !== "listed") throw errors.CENTRAL_AWAY({ data: {} });
    return list.visits.map(({ ticket }) => ticket);
  };
}
