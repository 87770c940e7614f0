import { createHash } from "node:crypto";
import { z } from "zod";
import type { ConsentText, ConsentVariant } from "#contract/consents/consent-text.ts";
import { readLanguageFile } from "../files/language-files.ts";

const textSchema = z.strictObject({
  version: z.string().regex(/^[\w.-]{1,40}$/),
  title: z.string().min(1),
  paragraphs: z.array(z.string().min(1)).min(1),
});
/** `card` is the paragraph that an agreement to keep a card has beside those of an agreement to book a visit. */
const sectionSchema = z.strictObject({
  self: textSchema,
  child: textSchema,
  other: textSchema,
  card: z.string().min(1),
});

/** The agreement in a language, for whom and for what it is given. Russian for a language that was not loaded. */
export type Consents = (language: string, variant: ConsentVariant, purpose?: "visit" | "card") => ConsentText;

/**
 * The agreements to process personal data, read once from the section `consent` of these languages' files and
 * of Russian. Throws when a file is missing or lacks an agreement.
 */
export function loadConsents(localesDir: string, languages: readonly string[]): Consents {
  const russian = readConsents(localesDir, "ru");
  const texts = new Map([["ru", russian]]);
  for (const language of languages) texts.set(language, readConsents(localesDir, language));
  return (language, variant, purpose = "visit") => (texts.get(language) ?? russian)[purpose][variant];
}

type OfLanguage = Readonly<Record<"visit" | "card", Readonly<Record<ConsentVariant, ConsentText>>>>;

/** A text ends with what is confirmed, and with what follows from a refusal; what the card adds stands before them. */
const ending = 2;

function readConsents(localesDir: string, language: string): OfLanguage {
  const section = sectionSchema.safeParse(readLanguageFile(localesDir, language).consent);
  if (!section.success) throw new Error(`${language}.json, consent: ${z.prettifyError(section.error)}`);
  const { card, ...texts } = section.data;
  const textOf = (variant: ConsentVariant, added: readonly string[]): ConsentText => {
    const { version, title, paragraphs: given } = texts[variant];
    const paragraphs = [...given.slice(0, -ending), ...added, ...given.slice(-ending)];
    const hash = createHash("sha256")
      .update(JSON.stringify([variant, version, title, ...paragraphs]))
      .digest("hex");
    return { version, language, variant, title, paragraphs, hash };
  };
  const allOf = (added: readonly string[]) => ({
    self: textOf("self", added),
    child: textOf("child", added),
    other: textOf("other", added),
  });
  return { visit: allOf([]), card: allOf([card]) };
}
