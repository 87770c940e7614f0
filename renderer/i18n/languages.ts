/// <reference types="vite/client" />
import type russian from "#assets/locales/ru.json";

/** A language's code, the name of its file in assets/locales. */
export type Language = string;

type LanguageFile = Pick<typeof russian, "language" | "screens">;

// `npm run check:texts` holds every file to the Russian one's keys.
const found = import.meta.glob<LanguageFile>("#assets/locales/*.json", { eager: true });

const files = new Map(
  Object.entries(found).map(([path, file]) => [path.replace(/^.*\/|\.json$/g, ""), file] as const),
);

/** Languages that the screens have texts in: one for each file in assets/locales. */
export const languages: readonly Language[] = [...files.keys()];

const fileOf = (language: Language): LanguageFile => {
  const file = files.get(language) ?? files.get("ru");
  if (!file) throw new Error("no Russian texts");
  return file;
};

export const isLanguage = (code: string): boolean => files.has(code);

/** What a language calls itself. */
export const languageName = (language: Language): string => fileOf(language).language.name;

/** The BCP 47 tag of a language, for Intl. */
export const localeOf = (language: Language): string => fileOf(language).language.locale;

/** All texts of the screens in a language. */
export const screensIn = (language: Language): LanguageFile["screens"] => fileOf(language).screens;
