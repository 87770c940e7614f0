import { z } from "zod";
import { readLanguageFile } from "../files/language-files.ts";
import type { Log } from "../log/events.ts";

const text = z.string().trim().min(1).max(400);
const mailSchema = z.strictObject({
  /** With `{{number}}`; it stands there for all to see who look over a shoulder. */
  subject: text,
  greeting: text,
  intro: text,
  /** As `subject` and `intro`, of a visit that was moved (with `{{before}}`, the time that it had) or cancelled. */
  movedSubject: text,
  movedIntro: text,
  cancelledSubject: text,
  cancelledIntro: text,
  date: text,
  place: text,
  /** With `{{deadline}}`. */
  cancelBefore: text,
  cancelSoon: text,
  cancelHow: text,
  automatic: text,
  wrongAddress: text,
});

/** What an e-mail says beside what a ticket says: the section `mail` of a language's file. */
export type MailTexts = z.infer<typeof mailSchema>;
/** The texts of e-mails by language; Russian for a language that has none. */
export type MailTextsOf = (language: string) => MailTexts;

/** The language that every e-mail is written in; the patient's own stands beside it. */
export const mailLanguage = "ru";

/**
 * Reads the section `mail` of these languages' files in `folder`, once. Throws when the Russian texts are missing
 * or wrong; another language that is wrong is logged and falls back.
 */
export function loadMailTexts(folder: string, languages: readonly string[], log: Log): MailTextsOf {
  const russian = readTexts(folder, mailLanguage);
  const texts = new Map([[mailLanguage, russian]]);
  for (const language of languages.filter((one) => one !== mailLanguage)) {
    try {
      texts.set(language, readTexts(folder, language));
    } catch (error) {
      log.write("mail.texts-unusable", { language, why: String(error) });
    }
  }
  return (language) => texts.get(language) ?? russian;
}

function readTexts(folder: string, language: string): MailTexts {
  const read = mailSchema.safeParse(readLanguageFile(folder, language).mail);
  if (!read.success) throw new Error(`${language}.json, mail: ${z.prettifyError(read.error)}`);
  return read.data;
}
