import type { DayAndTime, PrinterStatus, Ticket } from "#contract/index.ts";
import type { Bitmap, PaperWidth, Printer, PrinterProfile, TicketLayout } from "#printer/index.ts";
import { drawTicket, layoutTicket, ticketLanguage } from "#printer/index.ts";
import type { ClinicTime } from "../time/clinic-time.ts";
import type { TicketEdition } from "./journal/index.ts";
import type { PrintQueue, QueueOutcome, QueueRequest } from "./queue/index.ts";
import type { TicketTextsOf } from "./ticket-texts.ts";

export type TicketsOptions = {
  readonly printer: Pick<Printer, "status" | "onStatus">;
  readonly queue: PrintQueue;
  readonly locales: TicketTextsOf;
  /** The central API's clock, ms: a copy is marked with it, as everything else that a patient reads. */
  readonly now: () => number;
  readonly time: Pick<ClinicTime, "dayAndTime">;
  readonly widthMm: PaperWidth;
  readonly profile: PrinterProfile;
  readonly logo?: Bitmap | null;
  readonly fontsFolder?: string;
};

/** The ticket as the screen shows it: a PNG, base64, with its size in dots. */
export type TicketPreview = { readonly png: string; readonly width: number; readonly height: number };

/** Tickets of visits, on the screen and on paper. Printing never touches a booking. */
export type Tickets = {
  preview(ticket: Ticket, language: string): Promise<TicketPreview>;
  /** Prints a ticket; one that came out before, or may have, comes as a copy that says so. */
  print(ticket: Ticket, language: string, onBegin?: QueueRequest["onBegin"]): Promise<QueueOutcome>;
  /** Prints a ticket as a copy in any case: for reception. */
  printCopy(ticket: Ticket, language: string): Promise<QueueOutcome>;
  /** The same as a picture, for a printer of others; `widthMm` is the paper's. */
  drawCopy(ticket: Ticket, language: string): Promise<TicketPreview & { readonly widthMm: number }>;
  /** What the patient says to "did it come out?". False when nobody asked. */
  cameOut(ticket: TicketEdition, yes: boolean): boolean;
  sessionEnded(): void;
  status(): PrinterStatus;
  onStatus(listener: (status: PrinterStatus) => void): () => void;
};

/** What a ticket's layout and picture are made with. */
type TicketLook = Pick<TicketsOptions, "locales" | "widthMm" | "logo" | "fontsFolder"> & {
  readonly profile: Pick<PrinterProfile, "dots"> & { readonly dotsPerMm?: number };
};

function layoutOf(
  look: TicketLook,
  ticket: Ticket,
  language: string,
  copyAt: DayAndTime | null,
): TicketLayout {
  const texts = look.locales(ticketLanguage);
  const second = look.locales(language);
  return layoutTicket({
    ticket,
    texts,
    widthMm: look.widthMm,
    // A language without texts of its own falls back to the Russian ones: those stand there already.
    ...(second === texts ? {} : { secondTexts: { language, texts: second } }),
    ...(copyAt ? { copy: { at: copyAt } } : {}),
  });
}

/** A ticket's picture for the screen, in Russian with this language beside it. @param copyAt marks it as a copy */
export async function drawPreview(
  look: TicketLook,
  ticket: Ticket,
  language: string,
  copyAt: DayAndTime | null = null,
): Promise<TicketPreview> {
  const { fontsFolder, logo = null, profile } = look;
  const drawn = await drawTicket(layoutOf(look, ticket, language, copyAt), profile.dots, {
    fontsFolder,
    logo,
    ...(profile.dotsPerMm === undefined ? {} : { dotsPerMm: profile.dotsPerMm }),
  });
  const { png, width, height } = drawn;
  return { png: Buffer.from(png).toString("base64"), width, height };
}

/** Joins layout, picture and print queue. */
export function createTickets(options: TicketsOptions): Tickets {
  const { printer, queue, now, time } = options;
  return {
    preview: (ticket, language) => drawPreview(options, ticket, language),
    print: (ticket, language, onBegin) =>
      queue.print({
        ticket,
        layout: (copy) => layoutOf(options, ticket, language, copy ? time.dayAndTime(now()) : null),
        ...(onBegin ? { onBegin } : {}),
      }),
    printCopy: (ticket, language) =>
      queue.print({ ticket, layout: () => layoutOf(options, ticket, language, time.dayAndTime(now())) }),
    drawCopy: async (ticket, language) => ({
      ...(await drawPreview(options, ticket, language, time.dayAndTime(now()))),
      widthMm: options.widthMm,
    }),
    cameOut: (ticket, yes) => queue.cameOut(ticket, yes),
    sessionEnded: () => queue.sessionEnded(),
    status: () => printer.status(),
    onStatus: (listener) => printer.onStatus(listener),
  };
}
