import { unreachable } from "#contract/base/result.ts";
import type { PhoneChoice } from "#contract/booking/phone-choice.ts";
import type { StepName } from "#contract/flow/steps.ts";
import { parseEmail } from "#contract/mail/email-address.ts";
import { reachOf } from "../schedules/reach.ts";
import { api, boundSession } from "../sessions/api.ts";
import { type BookingSubject, resolveSubject } from "../sessions/booking-subject.ts";
import { helped } from "../sessions/help.ts";
import type { Session, Sessions } from "../sessions/session.ts";
import { noteVisit } from "../sessions/session-visits.ts";
import type { BookingService } from "./booking-service.ts";
import type { CheckTime } from "./check-time.ts";
import type { RecordRefusal } from "./refusals.ts";
import type { Showing } from "./showing.ts";
import type { SlotWatch } from "./watch.ts";

export type BookingProcedureDeps = {
  readonly booking: BookingService;
  readonly check: CheckTime;
  readonly watch: SlotWatch;
  readonly recordRefusal: RecordRefusal;
  readonly showing: Showing;
  readonly sessions: Sessions;
  readonly flow: readonly StepName[];
  /** The clinic's day by the central API's clock, `YYYY-MM-DD`. */
  readonly today: () => string;
};

export function bookingProcedures(deps: BookingProcedureDeps) {
  const { booking, check, watch, recordRefusal, showing, sessions, flow } = deps;
  /** In a flow that doesn't ask for a phone, a card's own is the one to call. */
  const phoneOf = (asked: PhoneChoice, { subject }: Session): PhoneChoice =>
    asked.kind === "declined" && subject?.proof === "card" && !flow.includes("phone")
      ? { kind: "known", index: 0 }
      : asked;
  const bookingSubject = (session: Session): BookingSubject | null => resolveSubject(session, deps.today());

  return {
    check: api.booking.check.handler(async ({ input, context, errors }) => {
      const session = boundSession(context, errors);
      const { visitId, ...chosen } = input;
      const moved = visitId === null ? null : (session.visits.get(visitId) ?? null);
      const asked = moved ?? bookingSubject(session);
      const subject = asked && { patient: asked.person, proved: asked.proved };
      const result = await sessions.holding(session, () =>
        check({ ...chosen, subject, moving: moved?.seen ?? null, reach: reachOf(context) }),
      );
      switch (result.kind) {
        case "fine":
          return {};
        case "notFound":
          throw errors.NOT_FOUND({ data: {} });
        case "ruleBroken":
          throw errors.RULE_BROKEN({ data: { broken: result.broken } });
        default:
          return unreachable(result);
      }
    }),

    watch: api.booking.watch.handler(async ({ input, context, errors }) => {
      const session = boundSession(context, errors);
      const result = await watch(session.id, input, reachOf(context));
      return result.kind === "lost"
        ? { state: result.kind, nearest: result.nearest }
        : { state: result.kind };
    }),

    book: api.booking.book.handler(async ({ input, context, errors }) => {
      const session = boundSession(context, errors);
      const visitor = bookingSubject(session);
      if (!visitor) throw errors.NOT_SIGNED_IN({ data: {} });
      const { person, proved, variant, performerId } = visitor;
      const address = input.email ? parseEmail(input.email.address) : null;
      if (address?.ok === false) throw errors.EMAIL_INVALID({ data: { fault: address.code } });
      const email = input.email && address ? { ...input.email, address: address.value } : null;
      const wanted = {
        ...input,
        email,
        phone: phoneOf(input.phone, session),
        left: session.ended,
        patient: person,
        proved,
        agreement: { variant, performerId },
      };
      const result = await sessions.holding(
        session,
        () =>
          session.writes.run(`book ${input.slotId}`, () =>
            helped(
              session,
              "book",
              {},
              (powers) => booking.book({ ...wanted, powers }),
              (made) =>
                made.kind === "booked" ? { visit: made.ticket.visitId, ticket: made.ticket.number } : null,
            ),
          ),
        ({ kind }) => kind === "booked",
      );
      switch (result.kind) {
        case "booked":
          noteVisit(session, { ticket: result.ticket, seen: result.seen, person, proved });
          return result.ticket;
        case "ruleBroken":
          throw errors.RULE_BROKEN({ data: { broken: result.broken } });
        case "consentOutdated":
          throw errors.CONSENT_OUTDATED({ data: {} });
        case "notFound":
          throw errors.NOT_FOUND({ data: {} });
        case "taken":
          throw errors.SLOT_TAKEN({ data: { nearest: result.nearest } });
        case "refused":
          throw errors.BOOKING_REFUSED({ data: result.why ? { why: result.why } : {} });
        case "unknown":
          throw errors.BOOKING_UNKNOWN({ data: { key: result.key } });
        case "closed":
          throw errors.BOOKING_CLOSED({ data: {} });
        case "unrecorded":
          throw errors.STAFF_UNRECORDED({ data: {} });
        case "unavailable":
          throw errors.CENTRAL_AWAY({ data: {} });
        default:
          return unreachable(result);
      }
    }),

    shown: api.booking.shown.handler(({ input }) => {
      showing.acknowledged(input.visitId);
      return {};
    }),

    refuseConsent: api.booking.refuseConsent.handler(({ input, context, errors }) => {
      const session = boundSession(context, errors);
      const visitor = bookingSubject(session);
      // In the name of a person who was only typed anybody could refuse; and once is enough.
      const refusal = `${visitor?.person.id} ${input.hash}`;
      if (visitor?.proved && !session.refusals.has(refusal)) {
        session.refusals.add(refusal);
        const { person, variant, performerId } = visitor;
        recordRefusal(person, { variant, performerId }, input);
      }
      return {};
    }),
  };
}
