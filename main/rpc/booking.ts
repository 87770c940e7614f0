import { unreachable } from "#contract/result.ts";
import { api } from "./base.ts";
import type { Parts } from "./parts.ts";

export const bookingProcedures = (parts: Parts) => {
  const { sessions, booking } = parts;
  return {
    book: api.booking.book.handler(async ({ input, errors }) => {
      const session = sessions.current();
      if (!session) throw errors.SESSION_ENDED({ data: {} });
      if (!session.patient) throw errors.NOT_SIGNED_IN({ data: {} });
      const { patient } = session;
      const result = await sessions.holding(() => booking.book({ ...input, sessionId: session.id, patient }));
      switch (result.kind) {
        case "booked":
          session.tickets.set(result.ticket.visitId, result.ticket);
          return result.ticket;
        case "consentOutdated":
          throw errors.CONSENT_OUTDATED({ data: {} });
        case "notFound":
          throw errors.NOT_FOUND({ data: {} });
        case "taken":
          throw errors.SLOT_TAKEN({ data: { nearest: result.nearest } });
        case "refused":
          throw errors.BOOKING_REFUSED({ data: {} });
        case "unknown":
          throw errors.BOOKING_UNKNOWN({ data: { key: result.key } });
        case "closed":
          throw errors.BOOKING_CLOSED({ data: {} });
        case "away":
          throw errors.CENTRAL_AWAY({ data: {} });
        default:
          return unreachable(result);
      }
    }),
    refuseConsent: api.booking.refuseConsent.handler(({ input, errors }) => {
      const session = sessions.current();
      if (!session) throw errors.SESSION_ENDED({ data: {} });
      if (session.patient) booking.recordRefusal(session.patient, input);
      return {};
    }),
  };
};
