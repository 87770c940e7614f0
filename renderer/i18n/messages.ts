import i18next, { type TFunction } from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import { isLanguage, type Language, languages, screensIn } from "./languages.ts";

export type Texts = TFunction<"screens">;

/**
 * Loads the texts. Russian is what a kiosk starts with and falls back to. Where a browser doesn't know a language's
 * plural rules (of Tatar Unicode has none) it counts by its own language's; i18next then takes the form `other`.
 */
export async function startTexts(): Promise<void> {
  i18next.on("languageChanged", (language) => {
    document.documentElement.lang = language;
  });
  await i18next.use(initReactI18next).init({
    resources: Object.fromEntries(languages.map((language) => [language, { screens: screensIn(language) }])),
    lng: "ru",
    fallbackLng: "ru",
    defaultNS: "screens",
    interpolation: { escapeValue: false },
  });
}

/** Changes every text on the screen; a language without texts changes nothing. */
export function setLanguage(language: string): void {
  if (isLanguage(language) && language !== i18next.language) void i18next.changeLanguage(language);
}

/** The texts and the language that they are in; the component repaints when it changes. */
export function useTexts(): { readonly t: Texts; readonly language: Language } {
  const { t, i18n } = useTranslation();
  return { t, language: isLanguage(i18n.language) ? i18n.language : "ru" };
}

/** The language that the screens are in now, for what is sent from them. */
export const currentLanguage = (): Language => (isLanguage(i18next.language) ? i18next.language : "ru");
