import { createHash } from "node:crypto";
import { z } from "zod";
import { type ConsentText, type ConsentVariant, consentVariants } from "#contract/domain.ts";
import { readLanguageFile } from "../language-files.ts";

const textSchema = z.strictObject({
  version: z.string().regex(/^[\w.-]{1,40}$/),
  title: z.string().min(1),
  paragraphs: z.array(z.string().min(1)).min(1),
});
const sectionSchema = z.record(z.enum(consentVariants), textSchema);

/** The agreement in a language, for whom it is given. Russian for a language that was not loaded. */
export type Consents = (language: string, variant: ConsentVariant) => ConsentText;

/**
 * The agreements to process personal data, read once from the section `consent` of these languages' files and
 * of Russian. Throws when a file is missing or lacks an agreement.
 */
export function loadConsents(localesDir: string, languages: readonly string[]): Consents {
  const russian = readConsents(localesDir, "ru");
  const texts = new Map([["ru", russian]]);
  for (const language of languages) texts.set(language, readConsents(localesDir, language));
  return (language, variant) => (texts.get(language) ?? russian)[variant];
}

function readConsents(localesDir: string, language: string): Readonly<Record<ConsentVariant, ConsentText>> {
  const section = sectionSchema.safeParse(readLanguageFile(localesDir, language).consent);
  if (!section.success) throw new Error(`${language}.json, consent: ${z.prettifyError(section.error)}`);
  const { self, child, other } = section.data;
  const textOf = (variant: ConsentVariant, { version, title, paragraphs }: z.infer<typeof textSchema>) => ({
    version,
    language,
    variant,
    title,
    paragraphs,
    hash: createHash("sha256")
      .update(JSON.stringify([version, title, ...paragraphs]))
      .digest("hex"),
  });
  return { self: textOf("self", self), child: textOf("child", child), other: textOf("other", other) };
}
