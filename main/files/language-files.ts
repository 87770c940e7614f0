import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { languageSchema } from "#contract/base/scalars.ts";

const fileSchema = z.object({
  language: z.object({
    /** What the language calls itself. */
    name: z.string().min(1),
    /** BCP 47: chooses plural rules and voices. */
    locale: z.string().min(2),
  }),
  dates: z.unknown(),
  consent: z.unknown(),
  ticket: z.unknown(),
  mail: z.unknown(),
  phone: z.unknown(),
});
/** What the core reads of a language's file; each section is checked by the part that uses it. */
export type LanguageFile = z.infer<typeof fileSchema>;

/** The languages that have a file in `folder`: Russian first, the others by their codes. */
export function languagesIn(folder: string): readonly string[] {
  const codes = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.slice(0, -".json".length))
    .filter((code) => languageSchema.safeParse(code).success);
  return codes.sort((a, b) => Number(b === "ru") - Number(a === "ru") || a.localeCompare(b, "en"));
}

/**
 * Those of the languages that can be used here, in their order, and what is wrong with the others. Russian is needed
 * everywhere (tickets, e-mails) and must be sound: its fault is thrown.
 * @param check reads what the parts need of one language, and throws where that isn't there
 */
export function usableLanguages(
  languages: readonly string[],
  check: (language: string) => void,
): { readonly usable: readonly string[]; readonly broken: readonly { language: string; why: string }[] } {
  const broken: { language: string; why: string }[] = [];
  const usable = languages.filter((language) => {
    try {
      check(language);
      return true;
    } catch (error) {
      if (language === "ru" || !(error instanceof Error)) throw error;
      broken.push({ language, why: error.message });
      return false;
    }
  });
  return { usable, broken };
}

/** The first few faults of a section, in a line: a language may have hundreds. */
export function someFaults({ issues }: z.ZodError): string {
  const told = issues.slice(0, 3).map(({ path, message }) => `${path.join(".") || "all of it"}: ${message}`);
  const more = issues.length - told.length;
  return `${told.join("; ")}${more > 0 ? `; and ${more} more` : ""}`.slice(0, 500);
}

/** Reads `<folder>/<language>.json`. Throws an error that names the file when it is missing or wrong. */
export function readLanguageFile(folder: string, language: string): LanguageFile {
  const file = join(folder, `${language}.json`);
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? someFaults(cause) : String(cause).slice(0, 300);
    throw new Error(`${file} can't be used: ${why}`, { cause });
  }
}
