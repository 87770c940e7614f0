/// <reference types="vite/client" />
import type russian from "#assets/locales/ru.json";
import type { DateWords } from "#contract/time/date-words.ts";

/** A language's code: the name of its file in assets/locales. */
export type Language = string;
/** All texts of the screens; `npm run check:texts` holds every language to the Russian keys. */
export type ScreenTexts = (typeof russian)["screens"];

type Found<Section> = Readonly<Record<string, Section>>;

// Section by section, so that agreements and tickets, which the core brings, stay out of the screens' bundle.
const names: Found<(typeof russian)["language"]> = import.meta.glob("#assets/locales/*.json", {
  eager: true,
  import: "language",
});
const texts: Found<ScreenTexts> = import.meta.glob("#assets/locales/*.json", {
  eager: true,
  import: "screens",
});
const dates: Found<DateWords> = import.meta.glob("#assets/locales/*.json", { eager: true, import: "dates" });

const paths = new Map(Object.keys(names).map((path) => [path.replace(/^.*\/|\.json$/g, ""), path]));

/** Languages that the screens have texts in: one for each file in assets/locales. */
export const languages: readonly Language[] = [...paths.keys()];

export const isLanguage = (code: string): boolean => paths.has(code);

function section<Section>(found: Found<Section>, language: Language): Section {
  const own = found[paths.get(language) ?? paths.get("ru") ?? ""];
  if (!own) throw new Error(`no texts in ${language}`);
  return own;
}

/** What a language calls itself. */
export const languageName = (language: Language): string => section(names, language).name;

/** The BCP 47 tag of a language, for voices. */
export const localeOf = (language: Language): string => section(names, language).locale;

/** How a language writes dates. */
export const dateWords = (language: Language): DateWords => section(dates, language);

/** The texts of the screens in a language. */
export const screensIn = (language: Language): ScreenTexts => section(texts, language);
