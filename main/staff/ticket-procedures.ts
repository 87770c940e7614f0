import { CentralError } from "#contract/central/central.ts";
import type { TicketEntry } from "#contract/staff/ticket-procedures.ts";
import type { Ticket } from "#contract/tickets/ticket.ts";
import { logFault } from "../log/central-fault.ts";
import type { Log } from "../log/events.ts";
import type { Refusals } from "../rpc/errors.ts";
import type { TicketsModule } from "../tickets/module.ts";
import { printError } from "../tickets/print-error.ts";
import { callerOf, type StaffCall, staffApi } from "./api.ts";
import type { TicketLookup } from "./ticket-lookup.ts";
import type { TicketsByPolicy } from "./tickets-by-policy.ts";

export type StaffTicketDeps = {
  readonly tickets: TicketsModule["forStaff"];
  readonly ticketLookup: TicketLookup;
  readonly ticketsByPolicy: TicketsByPolicy;
  readonly log: Log;
};

export function staffTicketProcedures(deps: StaffTicketDeps) {
  const { tickets, ticketLookup, ticketsByPolicy, log } = deps;
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
        logFault(log, error, ["staff.visit-unread", { fault: error.fault, code: error.code }]);
        throw errors.CENTRAL_AWAY({ data: {} });
      }
    }),
    byPolicy: staffApi.tickets.byPolicy.handler(async ({ input, context, errors }) => {
      const call = callerOf(context);
      return (await ticketsByPolicy(input, errors)).map((ticket) => found(call, ticket));
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
