import type { Ticket } from "#contract/domain.ts";
import { createVirtualPrinter, type VirtualPrinter } from "#printer/index.ts";
import type { Ground } from "../app/context.ts";
import { createScanner, type Scanner } from "../scanner/index.ts";
import { createSpeech, type Speech } from "../speech/speech.ts";
import { openAnew } from "../store/open-anew.ts";
import { createConfiguredPrinter } from "./choose-printer.ts";
import { openPrintJournal } from "./journal/index.ts";
import { createPrintQueue, sameTicket } from "./queue/index.ts";
import { loadTicketTexts, type TicketTextsOf } from "./ticket-texts.ts";
import { createTickets, type Tickets } from "./tickets.ts";

/** What the kiosk prints with, reads with and speaks with. */
export type DeviceRoom = {
  readonly tickets: Tickets;
  readonly ticketTexts: TicketTextsOf;
  /** The printer that is a picture: the demo's switches are its. */
  readonly virtual: VirtualPrinter;
  readonly scanner: Scanner;
  readonly speech: Speech;
  close(): Promise<void>;
};

export type DeviceSession = {
  /** Whether a scan has nothing to say now, because somebody has signed in. */
  readonly busy: () => boolean;
  /** The visit's ticket as the open session knows it now. */
  readonly ticketOf: (visitId: string) => Ticket | null;
};

/** @param now the centre's clock, ms */
export function composeDevices(ground: Ground, now: () => number, session: DeviceSession): DeviceRoom {
  const { options, config, paper, folder, events, time, clock, ids, log } = ground;
  const virtual = createVirtualPrinter({
    ...paper,
    log,
    ...(options.demo ? { folder: folder.ticketsDir } : {}),
  });
  const printer =
    config.printer.kind === "virtual"
      ? virtual
      : createConfiguredPrinter({
          settings: config.printer,
          ...paper,
          memoryFile: folder.printerFile,
          clock,
          log,
        });
  const queue = createPrintQueue({
    printer,
    journal: openAnew({
      file: folder.printJournalFile,
      open: (file) => openPrintJournal(file, folder.key, clock),
      what: "the print journal",
      lost: "which tickets were printed: a second print may lack the word that says so",
      log,
    }),
    clock,
    ids,
    log,
  });
  const ticketTexts = loadTicketTexts(ground.localesDir, ground.languages, log);
  const tickets = createTickets({
    printer,
    queue,
    locales: ticketTexts,
    ...paper,
    widthMm: paper.profile.widthMm,
    time,
    now,
  });
  tickets.onStatus((status) => events.emit({ type: "printer", status }));
  queue.onNews(({ ticket, fate }) => {
    // After a move the visit has another ticket: news of the old one would be taken for the new one's.
    const current = session.ticketOf(ticket.visitId);
    if (current && sameTicket(current, ticket)) {
      events.emit({ type: "ticket", visitId: ticket.visitId, fate });
    }
  });
  const scanner = createScanner({
    settings: config.scanner,
    busy: session.busy,
    onScan: (scan) => events.emit({ type: "scanner", scan }),
    clock,
    log,
  });
  const speech = createSpeech({ clock, log });
  return {
    tickets,
    ticketTexts,
    virtual,
    scanner,
    speech,
    async close() {
      speech.close();
      await scanner.close();
      await printer.close();
      await queue.close();
    },
  };
}
