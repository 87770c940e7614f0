import { useCore } from "../hooks/core.ts";
import { languages as known, languageName, setLanguage, useTexts } from "../i18n/index.ts";
import { useInfo } from "../state/kiosk.ts";
import { Options } from "./Options.tsx";

/** The kiosk's languages, each in its own words; nothing of what one has chosen is lost by changing it. */
export function LanguageOptions() {
  const { t, language } = useTexts();
  const { act } = useCore();
  const languages = useInfo().languages.filter((code) => known.includes(code));
  if (languages.length < 2) return null;

  function choose(code: string): void {
    setLanguage(code);
    // As with the modes: it goes back by itself with the session of the one who chose it.
    void act.openSession();
  }

  return (
    <Options
      label={t("welcome.languages")}
      chosen={language}
      onChoose={choose}
      options={languages.map((code) => ({ value: code, name: languageName(code), language: code }))}
    />
  );
}
