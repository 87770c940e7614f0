import { api } from "./base.ts";
import type { Parts } from "./parts.ts";

export const ticketProcedures = (parts: Parts) => {
  const { sessions, tickets } = parts;
  return {
    preview: api.ticket.preview.handler(async ({ input, errors }) => {
      const session = sessions.current();
      if (!session) throw errors.SESSION_ENDED({ data: {} });
      const ticket = session.tickets.get(input.visitId);
      if (!ticket) throw errors.NOT_FOUND({ data: {} });
      return tickets.preview(ticket, input.language);
    }),
    print: api.ticket.print.handler(async ({ input, errors }) => {
      const session = sessions.current();
      if (!session) throw errors.SESSION_ENDED({ data: {} });
      const ticket = session.tickets.get(input.visitId);
      if (!ticket) throw errors.NOT_FOUND({ data: {} });
      const outcome = await sessions.holding(() => tickets.print(ticket, input.language));
      if (outcome.kind !== "printed") throw errors.PRINTER_NOT_READY({ data: { status: outcome.status } });
      return {};
    }),
  };
};
