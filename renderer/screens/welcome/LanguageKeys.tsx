import { languages as known, type Language, useTexts } from "../../i18n/index.ts";

type LanguageKeysProps = {
  readonly languages: readonly string[];
  readonly onChoose: (language: Language) => void;
};

/** One key a language, each in its own words, so that everyone can find theirs. */
export function LanguageKeys({ languages, onChoose }: LanguageKeysProps) {
  const { t, language } = useTexts();
  return (
    <div className="languages">
      {known
        .filter((code) => languages.includes(code))
        .map((code) => (
          <button
            key={code}
            type="button"
            lang={code}
            className={code === language ? "language on" : "language"}
            aria-pressed={code === language}
            onClick={() => onChoose(code)}
          >
            {t(`languages.${code}`)}
          </button>
        ))}
    </div>
  );
}
