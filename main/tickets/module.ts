import type { Clock, Ids } from "#contract/base/ports.ts";
import type { KioskEvent } from "#contract/page/events.ts";
import type { PrinterStatus } from "#contract/printer/printer-status.ts";
import {
  type Bitmap,
  createVirtualPrinter,
  type PrinterProfile,
  type PrintOutcome,
  ticketLanguage,
  type VirtualPrinter,
} from "#printer/index.ts";
import type { Log } from "../log/events.ts";
import type { Sessions } from "../sessions/session.ts";
import { openAnew } from "../store/open-anew.ts";
import type { ClinicTime } from "../time/clinic-time.ts";
import { createConfiguredPrinter } from "./choose-printer.ts";
import { openPrintJournal } from "./journal/index.ts";
import { paperRoll } from "./paper-roll.ts";
import { type SendCopy, ticketProcedures } from "./procedures.ts";
import { createPrintQueue, type PrintQueue, sameTicket } from "./queue/index.ts";
import type { PrinterSettings } from "./settings.ts";
import { testTicket } from "./test-ticket.ts";
import type { TicketTextsOf } from "./ticket-texts.ts";
import { createTickets, type Tickets } from "./tickets.ts";

/** Tickets on paper and on the screen, and the printer. */
export type TicketsModule = Pick<Tickets, "status" | "sessionEnded"> & {
  /** The printer that is a picture: the demo's switches are its. */
  readonly virtual: VirtualPrinter;
  readonly procedures: ReturnType<typeof ticketProcedures>;
  /** What reception does with tickets. */
  readonly forStaff: Pick<Tickets, "preview" | "printCopy" | "drawCopy" | "cameOut"> &
    Pick<PrintQueue, "all" | "settle">;
  /** What a technician does with the printer. */
  readonly forTechnician: {
    /** Prints a ticket of nobody. */
    testPrint(): Promise<PrintOutcome>;
    /** A new roll is in; false where the disk refuses. */
    rollChanged(): boolean;
    /** When that was told last, ms, and the tickets since; null where it never was. */
    roll(): { readonly changedAt: number; readonly tickets: number } | null;
  };
  /** Jobs under way, and tickets that reception should know of. */
  counts(): { readonly queued: number; readonly forReview: number };
  close(): Promise<void>;
};

export type TicketsModuleDeps = {
  readonly settings: PrinterSettings;
  /** What tickets are printed on, and with. */
  readonly paper: { readonly profile: PrinterProfile; readonly logo: Bitmap | null };
  readonly texts: TicketTextsOf;
  readonly files: {
    readonly printJournalFile: string;
    /** What the printer was seen to answer. */
    readonly printerFile: string;
    readonly paperRollFile: string;
    /** Where the virtual printer writes pictures; null: nowhere. */
    readonly ticketsDir: string | null;
    readonly key: Buffer;
  };
  /** How often one visit's ticket is printed in a session, copies included. */
  readonly perVisit: number;
  /** Sends copies by e-mail; null where no mail is sent. */
  readonly sendCopy: () => SendCopy | null;
  readonly sessions: Sessions;
  readonly time: ClinicTime;
  /** The central API's clock, ms. */
  readonly now: () => number;
  readonly onStatus: (status: PrinterStatus) => void;
  /** What became known of a ticket of the open session. */
  readonly onFate: (news: Omit<KioskEvent & { type: "ticket" }, "type">) => void;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
};

export function createTicketsModule(deps: TicketsModuleDeps): TicketsModule {
  const { settings, paper, files, sessions, clock, ids, log } = deps;
  const virtual = createVirtualPrinter({
    ...paper,
    log,
    ...(files.ticketsDir === null ? {} : { folder: files.ticketsDir }),
  });
  const printer =
    settings.kind === "virtual"
      ? virtual
      : createConfiguredPrinter({ settings, ...paper, memoryFile: files.printerFile, clock, log });
  const queue = createPrintQueue({
    printer,
    journal: openAnew({
      file: files.printJournalFile,
      open: (file) => openPrintJournal(file, files.key, clock),
      what: "printJournal",
      log,
    }),
    clock,
    ids,
    log,
  });
  const tickets = createTickets({
    printer,
    queue,
    locales: deps.texts,
    ...paper,
    widthMm: paper.profile.widthMm,
    time: deps.time,
    now: deps.now,
  });
  const roll = paperRoll(files.paperRollFile);
  tickets.onStatus(deps.onStatus);
  queue.onNews(({ ticket, fate }) => {
    // After a move the visit has another ticket: news of the old one would be taken for the new one's.
    const current = sessions.current()?.visits.get(ticket.visitId);
    if (current && sameTicket(current.ticket, ticket)) deps.onFate({ visitId: ticket.visitId, fate });
  });
  return {
    status: tickets.status,
    sessionEnded: tickets.sessionEnded,
    virtual,
    procedures: ticketProcedures({ tickets, sessions, perVisit: deps.perVisit, sendCopy: deps.sendCopy }),
    forStaff: {
      preview: tickets.preview,
      printCopy: tickets.printCopy,
      drawCopy: tickets.drawCopy,
      cameOut: tickets.cameOut,
      all: queue.all,
      settle: queue.settle,
    },
    forTechnician: {
      testPrint: () =>
        printer.print({
          id: `test-${ids.key()}`,
          layout: testTicket(deps.texts(ticketLanguage), paper.profile.widthMm, clock),
        }),
      rollChanged() {
        if (!roll.changed(clock.now())) return false;
        log.write("tickets.roll-changed");
        return true;
      },
      roll() {
        const changedAt = roll.changedAt();
        return changedAt === null ? null : { changedAt, tickets: queue.printedSince(changedAt) };
      },
    },
    counts: () => ({ queued: queue.size(), forReview: queue.forReview().length }),
    async close() {
      await printer.close();
      await queue.close();
    },
  };
}
