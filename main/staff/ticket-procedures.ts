import { unreachable } from "#contract/base/result.ts";
import { type Central, CentralError } from "#contract/central/central.ts";
import type { CentralPatient } from "#contract/central/people.ts";
import type { TicketEntry } from "#contract/staff/ticket-procedures.ts";
import type { Ticket } from "#contract/tickets/ticket.ts";
import type { DayAndTime } from "#contract/time/calendar.ts";
import { factsOfVisit, ticketOf, type VisitDetailsDeps } from "../booking/visit-details.ts";
import { logFault } from "../log/central-fault.ts";
import type { Log } from "../log/events.ts";
import { lookUp } from "../patients/look-up.ts";
import type { SignInThrottle } from "../patients/sign-in-throttle.ts";
import type { Refusals } from "../rpc/errors.ts";
import type { ListResult } from "../sessions/session-visits.ts";
import type { TicketsModule } from "../tickets/module.ts";
import { callerOf, type StaffCall, staffApi } from "./api.ts";

export type StaffTicketDeps = {
  readonly tickets: TicketsModule["forStaff"];
  readonly central: Pick<Central, "readVisit" | "readPatients" | "findPatients">;
  /** The visits that a patient still has before them. */
  readonly listVisits: (patient: CentralPatient) => Promise<ListResult>;
  readonly details: VisitDetailsDeps;
  readonly throttle: SignInThrottle;
  readonly clinicDay: (instant: number) => DayAndTime;
  readonly log: Log;
};

/** How long the central API is waited for, ms. */
const askTime = 10_000;

export function staffTicketProcedures(deps: StaffTicketDeps) {
  const { tickets, central, listVisits, details, throttle, log } = deps;

  /** What became of each ticket last, the newest first. */
  const entries = (): TicketEntry[] => {
    const seen = new Set<string>();
    return tickets.all().flatMap(({ ticket, state, created }) => {
      const edition = `${ticket.visitId} ${ticket.date} ${ticket.time}`;
      if (seen.has(edition)) return [];
      seen.add(edition);
      return [{ ticket, paper: paperOf(state), at: deps.clinicDay(created) }];
    });
  };
  const found = (call: StaffCall, ticket: Ticket): Ticket => {
    call.session.tickets.set(ticket.visitId, ticket);
    return ticket;
  };
  const shown = (call: StaffCall, visitId: string, errors: Refusals<"NOT_FOUND">): Ticket => {
    const ticket = call.session.tickets.get(visitId);
    if (!ticket) throw errors.NOT_FOUND({ data: {} });
    call.about({ ticket: ticket.number });
    return ticket;
  };
  const listed = (call: StaffCall, all: readonly TicketEntry[]): TicketEntry[] => {
    for (const { ticket } of all) found(call, ticket);
    return [...all];
  };

  /** As the central API has it. Where several patients take part, nobody is named. */
  async function fromCentral(visitId: string): Promise<Ticket | null> {
    const signal = AbortSignal.timeout(askTime);
    const visit = await central.readVisit(visitId, signal);
    if (visit === null) return null;
    const patients =
      visit.patientIds.length === 1 ? await central.readPatients(visit.patientIds, signal) : [];
    return ticketOf(details, factsOfVisit(details, visit, patients[0] ?? nobody), visit);
  }

  return {
    today: staffApi.tickets.today.handler(({ context }) => listed(callerOf(context), entries())),
    byNumber: staffApi.tickets.byNumber.handler(({ input, context }) => {
      const plain = (number: string): string => number.replace(/^0+/, "");
      const fitting = entries().filter(({ ticket }) => plain(ticket.number) === plain(input.ticketNumber));
      return listed(callerOf(context), fitting);
    }),
    byScan: staffApi.tickets.byScan.handler(async ({ input, context, errors }) => {
      const call = callerOf(context);
      const known = entries().find(({ ticket }) => ticket.visitId === input.visitId);
      if (known) return found(call, known.ticket);
      try {
        const ticket = await fromCentral(input.visitId);
        if (!ticket) throw errors.NOT_FOUND({ data: {} });
        return found(call, ticket);
      } catch (error) {
        if (!(error instanceof CentralError)) throw error;
        logFault(log, error, ["staff.visit-unread", { fault: error.fault, status: error.status }]);
        throw errors.CENTRAL_AWAY({ data: {} });
      }
    }),
    byPolicy: staffApi.tickets.byPolicy.handler(async ({ input, context, errors }) => {
      const call = callerOf(context);
      const policy = { kind: "unified", number: input.number } as const;
      const query = { policy, birthDate: input.birthDate };
      const outcome = await lookUp(
        [policy],
        () => central.findPatients(query, AbortSignal.timeout(askTime)),
        {
          throttle,
          log,
          proves: true,
        },
      );
      switch (outcome.kind) {
        case "found":
          break;
        case "notFound":
          throw errors.PATIENT_NOT_FOUND({ data: {} });
        case "ambiguous":
          throw errors.PATIENT_AMBIGUOUS({ data: {} });
        case "tooManyTries":
          throw errors.TOO_MANY_TRIES({ data: { minutes: outcome.minutes } });
        case "centralAway":
          throw errors.CENTRAL_AWAY({ data: {} });
        default:
          return unreachable(outcome);
      }
      const list = await listVisits(outcome.patient);
      if (list.kind !== "listed") throw errors.CENTRAL_AWAY({ data: {} });
      return list.visits.map(({ ticket }) => found(call, ticket));
    }),
    preview: staffApi.tickets.preview.handler(({ input, context, errors }) =>
      tickets.preview(shown(callerOf(context), input.visitId, errors), input.language),
    ),
    print: staffApi.tickets.print.handler(async ({ input, context, errors }) => {
      const ticket = shown(callerOf(context), input.visitId, errors);
      const doubtful = tickets.all().filter((job) => job.ticket.visitId === ticket.visitId);
      const outcome = await tickets.printCopy(ticket, input.language);
      switch (outcome.kind) {
        case "printed":
          // Whatever was open about this visit's paper: its patient has it in hand.
          for (const { id } of doubtful) tickets.settle(id);
          return {};
        case "refused":
        case "cancelled":
          throw errors.PRINTER_NOT_READY({
            data: { status: outcome.kind === "refused" ? outcome.status : "unknown" },
          });
        case "unknown":
          throw errors.PRINT_IN_DOUBT({ data: { status: outcome.status } });
        default:
          return unreachable(outcome);
      }
    }),
    cameOut: staffApi.tickets.cameOut.handler(({ input, context, errors }) => {
      const call = callerOf(context);
      tickets.cameOut(shown(call, input.visitId, errors), input.yes);
      call.about({ detail: input.yes ? "yes" : "no" });
      return {};
    }),
  };
}

const nobody: CentralPatient = {
  ...{ id: "", family: "", given: "", patronymic: "", birthDate: null, sex: null },
  ...{ phones: [], policies: [], snils: null, attachedOrganizationIds: [] },
};

type JobState = ReturnType<StaffTicketDeps["tickets"]["all"]>[number]["state"];

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
