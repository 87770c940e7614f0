import type { Ticket } from "#contract/index.ts";
import { loadTicketTexts } from "#main/tickets/ticket-texts.ts";
import { drawPreview, type TicketPreview } from "#main/tickets/tickets.ts";
import { keptLog } from "#tests/support/log.ts";
import { languages, localesFolder } from "./languages.ts";

const look = {
  locales: loadTicketTexts(localesFolder, languages, keptLog()),
  widthMm: 80,
  profile: { dots: 576 },
} as const;
const drawn = new Map<string, Promise<TicketPreview>>();

/** A ticket as a kiosk draws it; each in a language is drawn once in a run of tests. */
export function ticketPicture(ticket: Ticket, language: string): Promise<TicketPreview> {
  const key = JSON.stringify([ticket, language]);
  const picture = drawn.get(key) ?? drawPreview(look, ticket, language);
  drawn.set(key, picture);
  return picture;
}
