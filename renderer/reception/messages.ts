import i18next, { type TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type russian from "#assets/locales/ru.json";
import { isLanguage, type Language, languages } from "../i18n/languages.ts";
import { startTexts } from "../i18n/messages.ts";

type ReceptionTexts = (typeof russian)["reception"];
const texts: Readonly<Record<string, ReceptionTexts>> = import.meta.glob("#assets/locales/*.json", {
  eager: true,
  import: "reception",
});
/** Where this browser keeps what was chosen; nothing else is kept. */
const languageKey = "language";

/** Loads the texts: the page's own beside those of the screens, in the language that was chosen last, or the browser's. */
export async function startCounterTexts(): Promise<void> {
  await startTexts();
  for (const [path, own] of Object.entries(texts))
    i18next.addResourceBundle(path.replace(/^.*\/|\.json$/g, ""), "reception", own);
  const wanted = [localStorage.getItem(languageKey), navigator.language.slice(0, 2)];
  const language = wanted.find((code) => code !== null && isLanguage(code));
  if (language) await i18next.changeLanguage(language);
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(languageKey, language);
  void i18next.changeLanguage(language);
}

export type CounterTexts = TFunction<["reception", "screens"]>;

/** The page's texts, and those of the screens as `t("screens:…")`. */
export function useCounterTexts(): { readonly t: CounterTexts; readonly language: Language } {
  const { t, i18n } = useTranslation(["reception", "screens"]);
  return { t, language: isLanguage(i18n.language) ? i18n.language : "ru" };
}

export { languages };
