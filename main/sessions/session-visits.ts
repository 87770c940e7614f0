import type { CentralPatient } from "#contract/central/people.ts";
import type { CentralVisit } from "#contract/central/visits.ts";
import type { Ticket } from "#contract/tickets/ticket.ts";
import type { Visit } from "#contract/visits/visit.ts";

/** A visit as it was shown, and whose it is. */
export type SessionVisit = {
  /** What is printed of it and previewed. */
  readonly ticket: Ticket;
  /** As the central API held it when it was shown. */
  readonly seen: CentralVisit;
  readonly person: CentralPatient;
  /** Whose it is was proved, not only by a name that was typed. */
  readonly proved: boolean;
  /** How often its ticket was printed in this session. */
  printed: number;
  /** Where copies of its ticket were sent in this session. */
  mailedTo: readonly string[];
};

/** The visits of a session, by the central API's id: only these can be printed, cancelled or moved. */
export type SessionVisits = Map<string, SessionVisit>;
type WithVisits = { readonly visits: SessionVisits };

/** A visit of a list: what the screen gets, and what the session keeps of it. */
export type ListedVisit = Pick<SessionVisit, "ticket" | "seen"> & { readonly visit: Visit };
export type ListResult =
  | { readonly kind: "listed"; readonly visits: readonly ListedVisit[] }
  | { readonly kind: "unavailable" };

/**
 * Notes a visit that is being shown. How often its ticket was printed and sent stays known, but for one that was
 * `moved`.
 */
export function noteVisit(
  { visits }: WithVisits,
  visit: Omit<SessionVisit, "printed" | "mailedTo">,
  how: "shown" | "moved" = "shown",
): void {
  const { visitId } = visit.ticket;
  // The ticket of the old time is none any more.
  const before = how === "moved" ? undefined : visits.get(visitId);
  visits.set(visitId, { ...visit, printed: before?.printed ?? 0, mailedTo: before?.mailedTo ?? [] });
}

/** Notes a list of a person's visits that is being shown. @returns what the screen gets */
export const noteListed = (
  session: WithVisits,
  person: CentralPatient,
  listed: readonly ListedVisit[],
): Visit[] =>
  listed.map(({ visit, ticket, seen }) => {
    noteVisit(session, { ticket, seen, person, proved: true });
    return visit;
  });
