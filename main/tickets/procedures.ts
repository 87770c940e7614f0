import { unreachable } from "#contract/result.ts";
import { api, boundSession } from "../rpc/base.ts";
import type { Parts } from "../rpc/parts.ts";

export const ticketProcedures = (parts: Parts) => {
  const { sessions, tickets } = parts;
  return {
    preview: api.ticket.preview.handler(async ({ input, context, errors }) => {
      const session = boundSession(context, errors);
      const ticket = session.tickets.get(input.visitId);
      if (!ticket) throw errors.NOT_FOUND({ data: {} });
      return tickets.preview(ticket, input.language);
    }),
    print: api.ticket.print.handler(async ({ input, context, errors }) => {
      const session = boundSession(context, errors);
      const ticket = session.tickets.get(input.visitId);
      if (!ticket) throw errors.NOT_FOUND({ data: {} });
      const printed = session.prints.get(input.visitId) ?? 0;
      if (printed >= parts.ticketsPerVisit) throw errors.TICKETS_USED_UP({ data: {} });
      const outcome = await tickets.print(ticket, input.language, (ended) => {
        // Its owner is waited for while it comes out, and not a moment longer.
        void sessions.holding(session, () => ended);
      });
      switch (outcome.kind) {
        case "printed":
          session.prints.set(input.visitId, printed + 1);
          return {};
        case "refused":
          throw errors.PRINTER_NOT_READY({ data: { status: outcome.status } });
        case "unknown":
          session.prints.set(input.visitId, printed + 1);
          throw errors.PRINT_IN_DOUBT({ data: { status: outcome.status } });
        case "cancelled":
          throw errors.SESSION_ENDED({ data: {} });
        default:
          return unreachable(outcome);
      }
    }),
    cameOut: api.ticket.cameOut.handler(({ input, context, errors }) => {
      const ticket = boundSession(context, errors).tickets.get(input.visitId);
      if (!ticket) throw errors.NOT_FOUND({ data: {} });
      tickets.cameOut(ticket, input.yes);
      return {};
    }),
  };
};
