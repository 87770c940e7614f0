import { createHmac } from "node:crypto";
import { unreachable } from "#contract/base/result.ts";
import { CentralError } from "#contract/central/central.ts";
import { counterProtocol } from "#contract/counter/base.ts";
import type { CounterState } from "#contract/counter/counter-state.ts";
import { longestLists } from "#contract/counter/procedures.ts";
import type { Ticket } from "#contract/tickets/ticket.ts";
import { logFault } from "../log/central-fault.ts";
import type { Log } from "../log/events.ts";
import type { Maintenance } from "../maintenance/maintenance.ts";
import type { KioskProbes } from "../monitoring/kiosk-metrics.ts";
import { missingNow } from "../monitoring/readiness.ts";
import type { Refusals } from "../rpc/errors.ts";
import type { Sessions } from "../sessions/session.ts";
import type { StaffWork } from "../staff/module.ts";
import type { TicketsModule } from "../tickets/module.ts";
import { printError } from "../tickets/print-error.ts";
import { type CounterCall, counterApi } from "./api.ts";

export type CounterDeps = {
  readonly version: string;
  readonly kioskName: string;
  readonly timeZone: string;
  readonly probes: KioskProbes;
  readonly work: StaffWork;
  readonly tickets: Pick<TicketsModule["forStaff"], "printCopy" | "drawCopy">;
  readonly maintenance: Pick<Maintenance, "set">;
  readonly sessions: Pick<Sessions, "current">;
  /** Random bytes of this start: the revision says nothing of what stands in the lists. */
  readonly revisionKey: Uint8Array;
  readonly log: Log;
};

export function counterProcedures(deps: CounterDeps) {
  const { probes, work, tickets, maintenance, sessions, log } = deps;
  const { ticketLookup, ticketsByPolicy, reviewList, visitNow } = work;

  const listsNow = () => {
    const all = ticketLookup.entries();
    const entries = reviewList.list().toSorted((a, b) => a.since - b.since);
    const told = {
      tickets: all.slice(0, longestLists.tickets),
      entries: entries.slice(0, longestLists.entries),
    };
    const revision = createHmac("sha256", deps.revisionKey).update(JSON.stringify(told)).digest("base64url");
    const waiting = {
      tickets: all.filter(({ paper }) => paper !== "printed").length,
      operations: entries.length,
    };
    return { told, waiting, revision };
  };

  async function find(visitId: string, errors: Refusals<"NOT_FOUND" | "CENTRAL_AWAY">): Promise<Ticket> {
    const known = ticketLookup.entries().find(({ ticket }) => ticket.visitId === visitId);
    if (known) return known.ticket;
    try {
      const ticket = await ticketLookup.fromCentral(visitId);
      if (ticket) return ticket;
    } catch (error) {
      if (!(error instanceof CentralError)) throw error;
      logFault(log, error, ["staff.visit-unread", { fault: error.fault, code: error.code }]);
      throw errors.CENTRAL_AWAY({ data: {} });
    }
    throw errors.NOT_FOUND({ data: {} });
  }
  const told = (call: CounterCall | null, ticket: Ticket): Ticket => {
    call?.about({ ticket: ticket.number });
    return ticket;
  };

  return {
    state: counterApi.state.handler((): CounterState => {
      const central = probes.central();
      const { waiting, revision } = listsNow();
      return {
        protocol: counterProtocol,
        version: deps.version,
        kiosk: deps.kioskName,
        timeZone: deps.timeZone,
        service: probes.service(),
        missing: missingNow(probes),
        printer: probes.printer(),
        centralFreshAt: freshAt(central),
        busy: sessions.current()?.patient != null,
        waiting,
        revision,
      };
    }),
    lists: counterApi.lists.handler(() => {
      const { told, revision } = listsNow();
      return { revision, ...told };
    }),
    tickets: {
      byCode: counterApi.tickets.byCode.handler(async ({ input, context, errors }) =>
        told(context.call, await find(input.visitId, errors)),
      ),
      byPolicy: counterApi.tickets.byPolicy.handler(async ({ input: { number, birthDate }, errors }) =>
        (await ticketsByPolicy({ number, birthDate }, errors)).slice(0, longestLists.tickets),
      ),
      document: counterApi.tickets.document.handler(async ({ input, context, errors }) => {
        const ticket = told(context.call, await find(input.visitId, errors));
        return await tickets.drawCopy(ticket, input.language);
      }),
      print: counterApi.tickets.print.handler(async ({ input, context, errors }) => {
        const { visitId, language } = input;
        const ticket = told(context.call, await find(visitId, errors));
        const open = sessions.current();
        // Whoever stands there would take a stranger's ticket.
        if (open?.patient && !open.visits.has(visitId)) throw errors.STAFF_PATIENT_HERE({ data: {} });
        const inHand = ticketLookup.openQuestions(visitId);
        const outcome = await tickets.printCopy(ticket, language);
        if (outcome.kind !== "printed") throw printError(outcome, errors);
        inHand.settle();
        return {};
      }),
      inHand: counterApi.tickets.inHand.handler(({ input }) => {
        ticketLookup.openQuestions(input.visitId).settle();
        return {};
      }),
    },
    review: {
      now: counterApi.review.now.handler(async ({ input, context, errors }) => {
        const item = reviewList.list().find(({ id }) => id === input.entryId);
        if (!item) throw errors.NOT_FOUND({ data: {} });
        if (item.visitId !== null) context.call?.about({ visit: item.visitId });
        return await visitNow(item);
      }),
      done: counterApi.review.done.handler(({ input, context, errors }) => {
        const item = reviewList.list().find(({ id }) => id === input.entryId);
        context.call?.about({ detail: input.note, ...(item?.visitId ? { visit: item.visitId } : {}) });
        if (!reviewList.done(input.entryId)) throw errors.NOT_FOUND({ data: {} });
        return {};
      }),
    },
    maintenance: {
      set: counterApi.maintenance.set.handler(({ input, context, errors }) => {
        context.call?.about({ detail: input.service });
        if (!maintenance.set(input.service)) throw errors.DISK_REFUSES({ data: {} });
        return {};
      }),
    },
  };
}

function freshAt(central: ReturnType<KioskProbes["central"]>): number | null {
  switch (central.state) {
    case "online":
      return central.freshAt;
    case "stale":
      return central.since;
    case "never":
      return null;
    default:
      return unreachable(central);
  }
}
