import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { ConsentText } from "#contract/domain.ts";

const fileSchema = z.strictObject({
  version: z.string().regex(/^[\w.-]{1,40}$/),
  title: z.string().min(1),
  paragraphs: z.array(z.string().min(1)).min(1),
});

/**
 * The agreements to process personal data, read once from `assets/locales/<language>/consent.json`. A language
 * without one gets the Russian text, and the record says so. Throws when there is no Russian text.
 */
export function loadConsents(
  localesDir: string,
  languages: readonly string[],
): (language: string) => ConsentText {
  const texts = new Map<string, ConsentText>();
  for (const language of new Set(["ru", ...languages])) {
    const text = readConsent(localesDir, language);
    if (text) texts.set(language, text);
  }
  const russian = texts.get("ru");
  if (!russian) throw new Error(`no Russian consent.json in ${localesDir}`);
  return (language) => texts.get(language) ?? russian;
}

function readConsent(localesDir: string, language: string): ConsentText | null {
  let json: string;
  try {
    json = readFileSync(join(localesDir, language, "consent.json"), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  const { version, title, paragraphs } = fileSchema.parse(JSON.parse(json));
  const hash = createHash("sha256")
    .update(JSON.stringify([version, title, ...paragraphs]))
    .digest("hex");
  return { version, language, variant: "self", title, paragraphs, hash };
}
