import { createVirtualPrinter, type VirtualPrinter } from "#printer/index.ts";
import { createConfiguredPrinter } from "../printing/choose-printer.ts";
import { openPrintJournal } from "../printing/journal/index.ts";
import { createPrintQueue } from "../printing/queue/index.ts";
import { loadTicketTexts, type TicketTextsOf } from "../printing/ticket-texts.ts";
import { createTickets, type Tickets } from "../printing/tickets.ts";
import { createScanner, type Scanner } from "../scanner/index.ts";
import { createSpeech, type Speech } from "../speech/speech.ts";
import type { Ground } from "./ground.ts";

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

/** @param busy whether a scan has nothing to say now, because somebody has signed in */
export function composeDevices(ground: Ground, busy: () => boolean): DeviceRoom {
  const { options, config, paper, folder, events, clock, ids, log } = ground;
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
    journal: openPrintJournal(folder.printJournalFile, folder.key, clock),
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
    timeZone: config.kiosk.timeZone,
    clock,
  });
  tickets.onStatus((status) => events.emit({ type: "printer", status }));
  queue.onNews(({ visitId, fate }) => events.emit({ type: "ticket", visitId, fate }));
  const scanner = createScanner({
    settings: config.scanner,
    busy,
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
