import { languages as known, type Language, languageName, useTexts } from "../../i18n/index.ts";

type LanguageKeysProps = {
  readonly languages: readonly string[];
  readonly onChoose: (language: Language) => void;
};

/** One key a language, each in its own words, so that everyone can find theirs. */
export function LanguageKeys({ languages, onChoose }: LanguageKeysProps) {
  const { language } = useTexts();
  return (
    <div className="languages">
      {languages
        .filter((code) => known.includes(code))
        .map((code) => (
          <button
            key={code}
            type="button"
            lang={code}
            className={code === language ? "language on" : "language"}
            aria-pressed={code === language}
            onClick={() => onChoose(code)}
          >
            {languageName(code)}
          </button>
        ))}
    </div>
  );
}
