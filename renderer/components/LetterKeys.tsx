import { useTexts } from "../i18n/index.ts";
import "./letter-keys.css";

type LetterKeysProps = {
  readonly letters: readonly string[];
  /** The letter that the list is narrowed to; null while it is whole. */
  readonly chosen: string | null;
  readonly onChoose: (letter: string | null) => void;
};

/** The first letters that occur in a long list; a touch narrows it to one of them. */
export function LetterKeys({ letters, chosen, onChoose }: LetterKeysProps) {
  const { t } = useTexts();
  const key = (letter: string | null, text: string) => (
    <button
      key={text}
      type="button"
      className={letter === null ? "letter-key all" : "letter-key"}
      aria-pressed={letter === chosen}
      onClick={() => onChoose(letter)}
    >
      {text}
    </button>
  );
  return (
    <fieldset className="letter-keys letters" aria-label={t("letters.label")}>
      {key(null, t("letters.all"))}
      {letters.map((letter) => key(letter, letter))}
    </fieldset>
  );
}
