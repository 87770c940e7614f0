import type { Ticket } from "#contract/index.ts";
import { drawTicket, layoutTicket, ticketLanguage } from "#printer/index.ts";
import { shippedTexts } from "#tests/printer/some-ticket.ts";

type Picture = { readonly png: string; readonly width: number; readonly height: number };

/** What 80 mm of paper hold. */
const dots = 576;
const drawn = new Map<string, Promise<Picture>>();

async function draw(ticket: Ticket, language: string): Promise<Picture> {
  const second =
    language === ticketLanguage ? {} : { secondTexts: { language, texts: shippedTexts(language) } };
  const layout = layoutTicket({ ticket, texts: shippedTexts(ticketLanguage), widthMm: 80, ...second });
  const { png, width, height } = await drawTicket(layout, dots);
  return { png: Buffer.from(png).toString("base64"), width, height };
}

/** A ticket as a kiosk draws it; each in a language is drawn once in a run of tests. */
export function ticketPicture(ticket: Ticket, language: string): Promise<Picture> {
  const key = JSON.stringify([ticket, language]);
  const picture = drawn.get(key) ?? draw(ticket, language);
  drawn.set(key, picture);
  return picture;
}
