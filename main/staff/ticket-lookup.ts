import { unreachable } from "#contract/base/result.ts";
import type { Central } from "#contract/central/central.ts";
import type { CentralPatient } from "#contract/central/people.ts";
import type { TicketEntry } from "#contract/staff/ticket-procedures.ts";
import type { Ticket } from "#contract/tickets/ticket.ts";
import type { DayAndTime } from "#contract/time/calendar.ts";
import { factsOfVisit, ticketOf, type VisitDetailsDeps } from "../booking/visit-details.ts";
import type { TicketsModule } from "../tickets/module.ts";

/** The tickets that reception may ask for, wherever it asks from. */
export type TicketLookup = {
  /** What became of each ticket of the last hours at last, the newest first. */
  entries(): TicketEntry[];
  /**
   * As the central API has it; null where there is no such visit. Where several patients take part, nobody is named.
   * @throws {CentralError}
   */
  fromCentral(visitId: string): Promise<Ticket | null>;
  /** What is open about a visit's paper now: settled once its patient has a ticket in hand. */
  openQuestions(visitId: string): { settle(): void };
};

export type TicketLookupDeps = {
  readonly tickets: Pick<TicketsModule["forStaff"], "all" | "settle">;
  readonly central: Pick<Central, "readVisit" | "readPatients">;
  readonly details: VisitDetailsDeps;
  readonly clinicDay: (instant: number) => DayAndTime;
};

/** How long the central API is waited for, ms. */
const askTime = 10_000;

export function createTicketLookup(deps: TicketLookupDeps): TicketLookup {
  const { tickets, central, details } = deps;
  return {
    entries() {
      const seen = new Set<string>();
      return tickets.all().flatMap(({ ticket, state, created, settled }) => {
        const edition = `${ticket.visitId} ${ticket.date} ${ticket.time}`;
        if (seen.has(edition)) return [];
        seen.add(edition);
        return [{ ticket, paper: settled ? "printed" : paperOf(state), at: deps.clinicDay(created) }];
      });
    },
    async fromCentral(visitId) {
      const signal = AbortSignal.timeout(askTime);
      const visit = await central.readVisit(visitId, signal);
      if (visit === null) return null;
      const patients =
        visit.patientIds.length === 1 ? await central.readPatients(visit.patientIds, signal) : [];
      return ticketOf(details, factsOfVisit(details, visit, patients[0] ?? nobody), visit);
    },
    openQuestions(visitId) {
      const jobs = tickets.all().filter(({ ticket }) => ticket.visitId === visitId);
      return {
        settle() {
          for (const { id } of jobs) tickets.settle(id);
        },
      };
    },
  };
}

const nobody: CentralPatient = {
  ...{ id: "", family: "", given: "", patronymic: "", birthDate: null, sex: null },
  ...{ phones: [], policies: [], snils: null, attachedOrganizationIds: [] },
};

type JobState = ReturnType<TicketLookupDeps["tickets"]["all"]>[number]["state"];

/** What reception must know of a job: has its patient got it? */
function paperOf(state: JobState): TicketEntry["paper"] {
  switch (state) {
    case "confirmed":
    case "presented":
    case "taken":
      return "printed";
    case "sending":
    case "sent":
    case "unconfirmed":
      return "unknown";
    case "queued":
    case "preflight":
    case "failedClean":
    case "cancelled":
    case "expired":
    case "retracted":
      return "notPrinted";
    default:
      return unreachable(state);
  }
}
