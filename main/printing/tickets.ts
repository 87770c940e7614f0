import type { Clock, DayAndTime, Ids, Log, PrinterStatus, Ticket } from "#contract/index.ts";
import type { PaperWidth, Printer, PrinterProfile, PrintOutcome, TicketLayout } from "#printer/index.ts";
import { drawTicket, layoutTicket, ticketLanguage } from "#printer/index.ts";
import type { TicketTextsOf } from "./ticket-texts.ts";

export type TicketsOptions = {
  readonly printer: Printer;
  readonly locales: TicketTextsOf;
  readonly ids: Pick<Ids, "key">;
  /** Its `now` is the time that a copy is marked with. */
  readonly clock: Pick<Clock, "now">;
  /** The clinic's, IANA. */
  readonly timeZone: string;
  readonly widthMm: PaperWidth;
  readonly profile: PrinterProfile;
  readonly log: Log;
  readonly fontsFolder?: string;
};

/** The ticket as the screen shows it: a PNG, base64, with its size in dots. */
export type TicketPreview = { readonly png: string; readonly width: number; readonly height: number };

/** Tickets of visits, on the screen and on paper. Printing never touches a booking. */
export type Tickets = {
  preview(ticket: Ticket, language: string): Promise<TicketPreview>;
  /**
   * Prints a ticket. Asked again while it prints, it answers with the same job's outcome; asked again after
   * a ticket came out, or may have, it prints a copy that says so.
   */
  print(ticket: Ticket, language: string): Promise<PrintOutcome>;
  status(): PrinterStatus;
  onStatus(listener: (status: PrinterStatus) => void): () => void;
};

/** Visits whose printing is remembered: far more than a kiosk prints in a day. */
const remembered = 5000;

/** Joins layout, picture and printer. Which visits were printed is remembered until the core ends. */
export function createTickets(options: TicketsOptions): Tickets {
  const { printer, locales, ids, clock, timeZone, widthMm, profile, log, fontsFolder } = options;
  const printing = new Map<string, Promise<PrintOutcome>>();
  const printed = new Set<string>();

  const layout = (ticket: Ticket, language: string, copyAt: DayAndTime | null): TicketLayout => {
    const texts = locales(ticketLanguage);
    const second = locales(language);
    return layoutTicket({
      ticket,
      texts,
      widthMm,
      // A language without texts of its own falls back to the Russian ones: those stand there already.
      ...(second === texts ? {} : { secondTexts: { language, texts: second } }),
      ...(copyAt ? { copy: { at: copyAt } } : {}),
    });
  };

  const remember = (visitId: string): void => {
    printed.add(visitId);
    const [oldest] = printed;
    if (printed.size > remembered && oldest !== undefined) printed.delete(oldest);
  };

  const printOnce = async (ticket: Ticket, language: string): Promise<PrintOutcome> => {
    const id = ids.key();
    const copy = printed.has(ticket.visitId);
    const copyAt = copy ? wallClock(clock.now(), timeZone) : null;
    const outcome = await printer.print({ id, layout: layout(ticket, language, copyAt) });
    if (outcome.kind !== "refused") remember(ticket.visitId);
    log.info("ticket print ended", { job: id, copy, ...outcome });
    return outcome;
  };

  return {
    preview: async (ticket, language) => {
      const { png, width, height } = await drawTicket(layout(ticket, language, null), profile.dots, {
        fontsFolder,
      });
      return { png: Buffer.from(png).toString("base64"), width, height };
    },
    print: (ticket, language) => {
      const running = printing.get(ticket.visitId);
      if (running) return running;
      const job = printOnce(ticket, language).finally(() => printing.delete(ticket.visitId));
      printing.set(ticket.visitId, job);
      return job;
    },
    status: () => printer.status(),
    onStatus: (listener) => printer.onStatus(listener),
  };
}

/** An instant as the clinic's wall clock shows it. */
function wallClock(instant: number, timeZone: string): DayAndTime {
  // Swedish writes dates as ISO 8601 does.
  const text = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "short",
  }).format(instant);
  const [date = "", time = ""] = text.split(" ");
  return { date, time };
}
