import type { PhoneChoice } from "#contract/domain.ts";
import { parseEmail } from "#contract/person.ts";
import { unreachable } from "#contract/result.ts";
import type { CancelResult } from "../booking/visits.ts";
import type { SeenVisit, Session } from "../session/session.ts";
import { type Whose, whoseVisit } from "../session/whose.ts";
import { api } from "./base.ts";
import type { Refusals } from "./errors.ts";
import type { Parts } from "./parts.ts";

export const bookingProcedures = (parts: Parts) => {
  /** In a flow that doesn't ask for a phone, a card's own is the one to call. */
  const phoneOf = (asked: PhoneChoice, { subject }: Session): PhoneChoice =>
    asked.kind === "declined" && subject?.proof === "card" && !parts.flow.includes("phone")
      ? { kind: "known", index: 0 }
      : asked;
  const { sessions, booking, visits, showing } = parts;

  const whose = (session: Session): Whose | null => whoseVisit(session, parts.today());
  /** The session that is open. */
  const current = (errors: Refusals<"SESSION_ENDED">): Session => {
    const session = sessions.current();
    if (!session) throw errors.SESSION_ENDED({ data: {} });
    return session;
  };
  /** A visit that was shown in this session. */
  const seenBy = (
    visitId: string,
    errors: Refusals<"SESSION_ENDED" | "NOT_SIGNED_IN" | "NOT_FOUND">,
  ): { readonly session: Session; readonly visit: SeenVisit } => {
    const session = current(errors);
    const visit = session.visits.get(visitId);
    if (!visit) throw whose(session) ? errors.NOT_FOUND({ data: {} }) : errors.NOT_SIGNED_IN({ data: {} });
    return { session, visit };
  };

  return {
    check: api.booking.check.handler(async ({ input, errors }) => {
      const session = current(errors);
      const { visitId, ...chosen } = input;
      const moved = visitId === null ? null : (session.visits.get(visitId) ?? null);
      const asked = moved ?? whose(session);
      const subject = asked && { patient: asked.person, proved: asked.proved };
      const result = await sessions.holding(() =>
        booking.check({ ...chosen, subject, moving: moved?.seen ?? null }),
      );
      if (sessions.current() !== session) throw errors.SESSION_ENDED({ data: {} });
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

    watch: api.booking.watch.handler(async ({ input, errors }) => {
      const session = current(errors);
      const result = await booking.watch(session.id, input);
      if (sessions.current() !== session) throw errors.SESSION_ENDED({ data: {} });
      return result.kind === "lost"
        ? { state: result.kind, nearest: result.nearest }
        : { state: result.kind };
    }),

    book: api.booking.book.handler(async ({ input, errors }) => {
      const session = current(errors);
      const visitor = whose(session);
      if (!visitor) throw errors.NOT_SIGNED_IN({ data: {} });
      const { person, proved, variant, performerId } = visitor;
      const address = input.email ? parseEmail(input.email.address) : null;
      if (address?.ok === false) throw errors.EMAIL_INVALID({ data: { fault: address.code } });
      const email = input.email && address ? { ...input.email, address: address.value } : null;
      const result = await sessions.holding(
        () =>
          booking.book({
            ...input,
            email,
            phone: phoneOf(input.phone, session),
            sessionId: session.id,
            patient: person,
            proved,
            agreement: { variant, performerId },
          }),
        ({ kind }) => kind === "booked",
      );
      switch (result.kind) {
        case "booked":
          session.tickets.set(result.ticket.visitId, result.ticket);
          session.visits.set(result.ticket.visitId, { seen: result.seen, person, proved });
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

    shown: api.booking.shown.handler(({ input }) => {
      showing.acknowledged(input.visitId);
      return {};
    }),

    list: api.booking.list.handler(async ({ errors }) => {
      const session = current(errors);
      if (!session.patient) throw errors.NOT_SIGNED_IN({ data: {} });
      const { patient } = session;
      const result = await sessions.holding(() => visits.list(patient));
      if (sessions.current() !== session) throw errors.SESSION_ENDED({ data: {} });
      if (result.kind === "away") throw errors.CENTRAL_AWAY({ data: {} });
      for (const { visit, seen } of result.visits) {
        session.tickets.set(visit.visitId, visit);
        session.visits.set(visit.visitId, { seen, person: patient, proved: true });
      }
      return result.visits.map(({ visit }) => visit);
    }),

    cancel: api.booking.cancel.handler(async ({ input, errors }) => {
      const { session, visit } = seenBy(input.visitId, errors);
      const { seen, person } = visit;
      const result = await sessions.holding(
        () => visits.cancel({ sessionId: session.id, patient: person, seen }),
        ({ kind }) => kind === "cancelled",
      );
      if (result.kind !== "cancelled") throw notChanged(result, errors);
      session.tickets.delete(input.visitId);
      session.visits.delete(input.visitId);
      return {};
    }),

    move: api.booking.move.handler(async ({ input, errors }) => {
      const { session, visit } = seenBy(input.visitId, errors);
      const { seen, person, proved } = visit;
      if (!proved) throw errors.NOT_SIGNED_IN({ data: {} });
      const result = await sessions.holding(
        () => visits.move({ ...input, sessionId: session.id, patient: person, seen }),
        ({ kind }) => kind === "moved",
      );
      switch (result.kind) {
        case "moved":
          session.tickets.set(input.visitId, result.ticket);
          session.visits.set(input.visitId, { seen: result.seen, person, proved });
          return result.ticket;
        case "ruleBroken":
          throw errors.RULE_BROKEN({ data: { broken: result.broken } });
        case "notFound":
          throw errors.NOT_FOUND({ data: {} });
        case "taken":
          throw errors.SLOT_TAKEN({ data: { nearest: result.nearest } });
        default:
          throw notChanged(result, errors);
      }
    }),

    refuseConsent: api.booking.refuseConsent.handler(({ input, errors }) => {
      const session = current(errors);
      const visitor = whose(session);
      if (visitor) {
        const { person, variant, performerId } = visitor;
        booking.recordRefusal(person, { variant, performerId }, input);
      }
      return {};
    }),
  };
};

/** Why a visit was not cancelled or moved, or that nobody knows. */
function notChanged(
  result: Exclude<CancelResult, { readonly kind: "cancelled" }>,
  errors: Refusals<"VISIT_CHANGED" | "CHANGE_REFUSED" | "CHANGE_UNKNOWN" | "BOOKING_CLOSED" | "CENTRAL_AWAY">,
): Error {
  switch (result.kind) {
    case "changed":
      return errors.VISIT_CHANGED({ data: {} });
    case "refused":
      return errors.CHANGE_REFUSED({ data: {} });
    case "unknown":
      return errors.CHANGE_UNKNOWN({ data: { key: result.key } });
    case "closed":
      return errors.BOOKING_CLOSED({ data: {} });
    case "away":
      return errors.CENTRAL_AWAY({ data: {} });
    default:
      return unreachable(result);
  }
}
