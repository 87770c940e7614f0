import { unreachable } from "#contract/base/result.ts";
import type { Refusals } from "../rpc/errors.ts";
import { api, boundSession, type SessionContext } from "../sessions/api.ts";
import { resolveSubject } from "../sessions/booking-subject.ts";
import { helped } from "../sessions/help.ts";
import type { Session, Sessions } from "../sessions/session.ts";
import { noteListed, noteVisit, type SessionVisit } from "../sessions/session-visits.ts";
import type { CancelResult, VisitChanges } from "./visit-changes.ts";
import type { ListVisits } from "./visit-list.ts";

export type VisitProcedureDeps = {
  readonly list: ListVisits;
  readonly changes: VisitChanges;
  readonly sessions: Sessions;
  /** The clinic's day by the central API's clock, `YYYY-MM-DD`. */
  readonly today: () => string;
};

export function visitProcedures(deps: VisitProcedureDeps) {
  const { changes, sessions } = deps;
  /** A visit that was shown in this session. */
  const seenBy = (
    visitId: string,
    context: SessionContext,
    errors: Refusals<"SESSION_ENDED" | "NOT_SIGNED_IN" | "NOT_FOUND">,
  ): { readonly session: Session; readonly visit: SessionVisit } => {
    const session = boundSession(context, errors);
    const visit = session.visits.get(visitId);
    if (!visit)
      throw resolveSubject(session, deps.today())
        ? errors.NOT_FOUND({ data: {} })
        : errors.NOT_SIGNED_IN({ data: {} });
    return { session, visit };
  };

  return {
    list: api.booking.list.handler(async ({ context, errors }) => {
      const session = boundSession(context, errors);
      if (!session.patient) throw errors.NOT_SIGNED_IN({ data: {} });
      const { patient } = session;
      const result = await sessions.holding(session, () => deps.list(patient, session.help));
      if (result.kind === "unavailable") throw errors.CENTRAL_AWAY({ data: {} });
      return noteListed(session, patient, result.visits);
    }),

    cancel: api.booking.cancel.handler(async ({ input, context, errors }) => {
      const { session, visit } = seenBy(input.visitId, context, errors);
      const { seen, person } = visit;
      const result = await sessions.holding(
        session,
        () =>
          session.writes.run(`cancel ${seen.id}`, () =>
            helped(
              session,
              "cancel",
              { visit: seen.id },
              (powers) => changes.cancel({ left: session.ended, patient: person, seen, powers }),
              ({ kind }) => (kind === "cancelled" ? {} : null),
            ),
          ),
        ({ kind }) => kind === "cancelled",
      );
      if (result.kind !== "cancelled") throw notChanged(result, errors);
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
            helped(
              session,
              "move",
              { visit: seen.id },
              (powers) => changes.move({ ...input, left: session.ended, patient: person, seen, powers }),
              (made) => (made.kind === "moved" ? { ticket: made.ticket.number } : null),
            ),
          ),
        ({ kind }) => kind === "moved",
      );
      switch (result.kind) {
        case "moved":
          // Where a visit is named by its time, a move gives it another id.
          if (result.seen.id !== seen.id) session.visits.delete(seen.id);
          noteVisit(session, { ticket: result.ticket, seen: result.seen, person, proved }, "moved");
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
  };
}

/** Why a visit was not cancelled or moved, or that nobody knows. */
function notChanged(
  result: Exclude<CancelResult, { readonly kind: "cancelled" }>,
  errors: Refusals<
    | "STAFF_UNRECORDED"
    | "VISIT_CHANGED"
    | "CHANGE_REFUSED"
    | "CHANGE_UNKNOWN"
    | "BOOKING_CLOSED"
    | "CENTRAL_AWAY"
  >,
): Error {
  switch (result.kind) {
    case "unrecorded":
      return errors.STAFF_UNRECORDED({ data: {} });
    case "changed":
      return errors.VISIT_CHANGED({ data: {} });
    case "refused":
      return errors.CHANGE_REFUSED({ data: {} });
    case "unknown":
      return errors.CHANGE_UNKNOWN({ data: { key: result.key } });
    case "closed":
      return errors.BOOKING_CLOSED({ data: {} });
    case "unavailable":
      return errors.CENTRAL_AWAY({ data: {} });
    default:
      return unreachable(result);
  }
}
