import type { PhoneChoice } from "#contract/domain.ts";
import { parseEmail } from "#contract/person.ts";
import { unreachable } from "#contract/result.ts";
import { api, type Binding, boundSession } from "../rpc/base.ts";
import type { Refusals } from "../rpc/errors.ts";
import type { Parts } from "../rpc/parts.ts";
import { type Whose, whoseVisit } from "../sessions/booking-subject.ts";
import type { SeenVisit, Session } from "../sessions/session.ts";
import type { CancelResult } from "../visits/visits.ts";

export const bookingProcedures = (parts: Parts) => {
  /** In a flow that doesn't ask for a phone, a card's own is the one to call. */
  const phoneOf = (asked: PhoneChoice, { subject }: Session): PhoneChoice =>
    asked.kind === "declined" && subject?.proof === "card" && !parts.flow.includes("phone")
      ? { kind: "known", index: 0 }
      : asked;
  const { sessions, booking, visits, showing } = parts;

  const whose = (session: Session): Whose | null => whoseVisit(session, parts.today());
  /** A visit that was shown in this session. */
  const seenBy = (
    visitId: string,
    context: { readonly binding: Binding },
    errors: Refusals<"SESSION_ENDED" | "NOT_SIGNED_IN" | "NOT_FOUND">,
  ): { readonly session: Session; readonly visit: SeenVisit } => {
    const session = boundSession(context, errors);
    const visit = session.visits.get(visitId);
    if (!visit) throw whose(session) ? errors.NOT_FOUND({ data: {} }) : errors.NOT_SIGNED_IN({ data: {} });
    return { session, visit };
  };

  return {
    check: api.booking.check.handler(async ({ input, context, errors }) => {
      const session = boundSession(context, errors);
      const { visitId, ...chosen } = input;
      const moved = visitId === null ? null : (session.visits.get(visitId) ?? null);
      const asked = moved ?? whose(session);
      const subject = asked && { patient: asked.person, proved: asked.proved };
      const result = await sessions.holding(session, () =>
        booking.check({ ...chosen, subject, moving: moved?.seen ?? null }),
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
      const result = await booking.watch(session.id, input);
      return result.kind === "lost"
        ? { state: result.kind, nearest: result.nearest }
        : { state: result.kind };
    }),

    book: api.booking.book.handler(async ({ input, context, errors }) => {
      const session = boundSession(context, errors);
      const visitor = whose(session);
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
        () => session.writes.run(`book ${input.slotId}`, () => booking.book(wanted)),
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

    list: api.booking.list.handler(async ({ context, errors }) => {
      const session = boundSession(context, errors);
      if (!session.patient) throw errors.NOT_SIGNED_IN({ data: {} });
      const { patient } = session;
      const result = await sessions.holding(session, () => visits.list(patient));
      if (result.kind === "away") throw errors.CENTRAL_AWAY({ data: {} });
      for (const { visit, seen } of result.visits) {
        session.tickets.set(visit.visitId, visit);
        session.visits.set(visit.visitId, { seen, person: patient, proved: true });
      }
      return result.visits.map(({ visit }) => visit);
    }),

    cancel: api.booking.cancel.handler(async ({ input, context, errors }) => {
      const { session, visit } = seenBy(input.visitId, context, errors);
      const { seen, person } = visit;
      const result = await sessions.holding(
        session,
        () =>
          session.writes.run(`cancel ${seen.id}`, () =>
            visits.cancel({ left: session.ended, patient: person, seen }),
          ),
        ({ kind }) => kind === "cancelled",
      );
      if (result.kind !== "cancelled") throw notChanged(result, errors);
      session.tickets.delete(input.visitId);
      session.visits.delete(input.visitId);
      return {};
    }),

    move: api.booking.move.handler(async ({ input, context, errors }) => {
      const { session, visit } = seenBy(input.visitId, context, errors);
      const { seen, person, proved } = visit;
      if (!proved) throw errors.NOT_SIGNED_IN({ data: {} });
      const result = await sessions.holding(
        session,
        () =>
          session.writes.run(`move ${seen.id} ${input.slotId}`, () =>
            visits.move({ ...input, left: session.ended, patient: person, seen }),
          ),
        ({ kind }) => kind === "moved",
      );
      switch (result.kind) {
        case "moved":
          // The ticket of the old time is none any more.
          session.prints.delete(input.visitId);
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

    refuseConsent: api.booking.refuseConsent.handler(({ input, context, errors }) => {
      const session = boundSession(context, errors);
      const visitor = whose(session);
      // In the name of a person who was only typed anybody could refuse; and once is enough.
      const refusal = `${visitor?.person.id} ${input.hash}`;
      if (visitor?.proved && !session.refusals.has(refusal)) {
        session.refusals.add(refusal);
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
