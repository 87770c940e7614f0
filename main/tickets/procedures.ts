import { unreachable } from "#contract/base/result.ts";
import { parseEmail } from "#contract/mail/email-address.ts";
import type { Ticket } from "#contract/tickets/ticket.ts";
import type { Refusals } from "../rpc/errors.ts";
import { api, boundSession, type SessionContext } from "../sessions/api.ts";
import type { Session, Sessions } from "../sessions/session.ts";
import type { SessionVisit } from "../sessions/session-visits.ts";
import type { Tickets } from "./tickets.ts";

/** Sends a copy of a ticket in the background, written in the given language. */
export type SendCopy = (copy: {
  readonly address: string;
  readonly language: string;
  readonly ticket: Ticket;
}) => void;

export type TicketDeps = {
  readonly tickets: Tickets;
  readonly sessions: Sessions;
  /** How often one visit's ticket is printed in a session, copies included. */
  readonly perVisit: number;
  /** Sends copies by e-mail; null where no mail is sent. */
  readonly sendCopy: () => SendCopy | null;
};

/** Addresses that a visit's ticket is sent to in a session: a mistyped one may be followed by the right one. */
const mostAddresses = 2;

export function ticketProcedures({ tickets, sessions, perVisit, sendCopy }: TicketDeps) {
  /** A visit that was booked or listed in this session: only its ticket can be had. */
  const shown = (
    visitId: string,
    context: SessionContext,
    errors: Refusals<"SESSION_ENDED" | "NOT_FOUND">,
  ): { readonly session: Session; readonly visit: SessionVisit } => {
    const session = boundSession(context, errors);
    const visit = session.visits.get(visitId);
    if (!visit) throw errors.NOT_FOUND({ data: {} });
    return { session, visit };
  };
  return {
    preview: api.ticket.preview.handler(async ({ input, context, errors }) => {
      const { visit } = shown(input.visitId, context, errors);
      return tickets.preview(visit.ticket, input.language);
    }),
    print: api.ticket.print.handler(async ({ input, context, errors }) => {
      const { session, visit } = shown(input.visitId, context, errors);
      const { ticket, printed } = visit;
      if (printed >= perVisit) throw errors.TICKETS_USED_UP({ data: {} });
      const count = (): void => {
        // It may have been listed anew, moved or cancelled while its ticket came out.
        const now = session.visits.get(input.visitId);
        if (now) now.printed = printed + 1;
      };
      const outcome = await tickets.print(ticket, input.language, (ended) => {
        // The session is held while the ticket comes out, and no longer.
        void sessions.holding(session, () => ended);
      });
      switch (outcome.kind) {
        case "printed":
          count();
          return {};
        case "refused":
          throw errors.PRINTER_NOT_READY({ data: { status: outcome.status } });
        case "unknown":
          count();
          throw errors.PRINT_IN_DOUBT({ data: { status: outcome.status } });
        case "cancelled":
          throw errors.SESSION_ENDED({ data: {} });
        default:
          return unreachable(outcome);
      }
    }),
    email: api.ticket.email.handler(({ input, context, errors }) => {
      const { visit } = shown(input.visitId, context, errors);
      const send = sendCopy();
      if (!send) throw errors.NOT_FOUND({ data: {} });
      const address = parseEmail(input.address);
      if (!address.ok) throw errors.EMAIL_INVALID({ data: { fault: address.code } });
      if (visit.mailedTo.includes(address.value)) return {};
      if (visit.mailedTo.length >= mostAddresses) throw errors.TICKETS_USED_UP({ data: {} });
      visit.mailedTo = [...visit.mailedTo, address.value];
      send({ address: address.value, language: input.language, ticket: visit.ticket });
      return {};
    }),
    cameOut: api.ticket.cameOut.handler(({ input, context, errors }) => {
      const { visit } = shown(input.visitId, context, errors);
      tickets.cameOut(visit.ticket, input.yes);
      return {};
    }),
  };
}
