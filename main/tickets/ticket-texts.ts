import type { TicketTexts } from "#printer/index.ts";
import { ticketLanguage, ticketTextsSchema } from "#printer/index.ts";
import { readLanguageFile, someFaults } from "../files/language-files.ts";
import type { Log } from "../log/events.ts";

/** The texts of tickets by language; Russian for a language that has none. */
export type TicketTextsOf = (language: string) => TicketTexts;

/**
 * Reads the sections `ticket` and `dates` of these languages' files in `folder`, once. Throws when the Russian texts are
 * missing or wrong, because no ticket can be made then; another language that is wrong is logged and falls back.
 */
export function loadTicketTexts(folder: string, languages: readonly string[], log: Log): TicketTextsOf {
  const russian = readTexts(folder, ticketLanguage);
  const texts = new Map([[ticketLanguage, russian]]);
  for (const language of languages.filter((one) => one !== ticketLanguage)) {
    try {
      texts.set(language, readTexts(folder, language));
    } catch (error) {
      log.write("tickets.texts-unusable", { language, why: String(error) });
    }
  }
  return (language) => texts.get(language) ?? russian;
}

function readTexts(folder: string, language: string): TicketTexts {
  const file = readLanguageFile(folder, language);
  const ticket = typeof file.ticket === "object" ? file.ticket : {};
  const parsed = ticketTextsSchema.safeParse({ ...ticket, dates: file.dates });
  if (!parsed.success) throw new Error(`${language}.json, ticket and dates: ${someFaults(parsed.error)}`);
  return parsed.data;
}
