import { type Central, CentralError } from "#contract/central/central.ts";
import type { CentralPatient } from "#contract/central/people.ts";
import type { TicketEntry } from "#contract/staff/ticket-procedures.ts";
import type { Ticket } from "#contract/tickets/ticket.ts";
import { logFault } from "../log/central-fault.ts";
import type { Log } from "../log/events.ts";
import { lookUp } from "../patients/look-up.ts";
import { lookUpError } from "../patients/look-up-error.ts";
import type { SignInThrottle } from "../patients/sign-in-throttle.ts";
import type { Refusals } from "../rpc/errors.ts";
import type { ListResult } from "../sessions/session-visits.ts";
import type { TicketsModule } from "../tickets/module.ts";
import { printError } from "../tickets/print-error.ts";
import { callerOf, type StaffCall, staffApi } from "./api.ts";
import type { TicketLookup } from "./ticket-lookup.ts";

export type StaffTicketDeps = {
  readonly tickets: TicketsModule["forStaff"];
  readonly central: Pick<Central, "findPatients">;
  /** The visits that a patient still has before them. */
  readonly listVisits: (patient: CentralPatient) => Promise<ListResult>;
  readonly ticketLookup: TicketLookup;
  readonly throttle: SignInThrottle;
  readonly log: Log;
};

/** How long the central API is waited for, ms. */
const askTime = 10_000;

export function staffTicketProcedures(deps: StaffTicketDeps) {
  const { tickets, central, listVisits, ticketLookup, throttle, log } = deps;
  const { entries, fromCentral } = ticketLookup;

  const found = (call: StaffCall, ticket: Ticket): Ticket => {
    call.session.tickets.set(ticket.visitId, ticket);
    return ticket;
  };
  const shown = (call: StaffCall, visitId: string, errors: Refusals<"NOT_FOUND">): Ticket => {
    const ticket = call.session.tickets.get(visitId);
    if (!ticket) throw errors.NOT_FOUND({ data: {} });
    call.about({ ticket: ticket.number });
    return ticket;
  };
  const listed = (call: StaffCall, all: readonly TicketEntry[]): TicketEntry[] => {
    for (const { ticket } of all) found(call, ticket);
    return [...all];
  };

  return {
    today: staffApi.tickets.today.handler(({ context }) => listed(callerOf(context), entries())),
    byNumber: staffApi.tickets.byNumber.handler(({ input, context }) => {
      const plain = (number: string): string => number.replace(/^0+/, "");
      const fitting = entries().filter(({ ticket }) => plain(ticket.number) === plain(input.ticketNumber));
      return listed(callerOf(context), fitting);
    }),
    byScan: staffApi.tickets.byScan.handler(async ({ input, context, errors }) => {
      const call = callerOf(context);
      const known = entries().find(({ ticket }) => ticket.visitId === input.visitId);
      if (known) return found(call, known.ticket);
      try {
        const ticket = await fromCentral(input.visitId);
        if (!ticket) throw errors.NOT_FOUND({ data: {} });
        return found(call, ticket);
      } catch (error) {
        if (!(error instanceof CentralError)) throw error;
        logFault(log, error, ["staff.visit-unread", { fault: error.fault, status: error.status }]);
        throw errors.CENTRAL_AWAY({ data: {} });
      }
    }),
    byPolicy: staffApi.tickets.byPolicy.handler(async ({ input, context, errors }) => {
      const call = callerOf(context);
      const policy = { kind: "unified", number: input.number } as const;
      const query = { policy, birthDate: input.birthDate };
      const outcome = await lookUp(
        [policy],
        () => central.findPatients(query, AbortSignal.timeout(askTime)),
        {
          throttle,
          log,
          proves: true,
        },
      );
      if (outcome.kind === "ambiguous") throw errors.PATIENT_AMBIGUOUS({ data: {} });
      if (outcome.kind !== "found") throw lookUpError(outcome, errors);
      const list = await listVisits(outcome.patient);
      if (list.kind !== "listed") throw errors.CENTRAL_AWAY({ data: {} });
      return list.visits.map(({ ticket }) => found(call, ticket));
    }),
    preview: staffApi.tickets.preview.handler(({ input, context, errors }) =>
      tickets.preview(shown(callerOf(context), input.visitId, errors), input.language),
    ),
    print: staffApi.tickets.print.handler(async ({ input, context, errors }) => {
      const ticket = shown(callerOf(context), input.visitId, errors);
      const inHand = ticketLookup.openQuestions(ticket.visitId);
      const outcome = await tickets.printCopy(ticket, input.language);
      if (outcome.kind !== "printed") throw printError(outcome, errors);
      inHand.settle();
      return {};
    }),
    cameOut: staffApi.tickets.cameOut.handler(({ input, context, errors }) => {
      const call = callerOf(context);
      tickets.cameOut(shown(call, input.visitId, errors), input.yes);
      call.about({ detail: input.yes ? "yes" : "no" });
      return {};
    }),
  };
}
