import { Search } from "lucide-react";
import { useState } from "react";
import { useTexts } from "../i18n/index.ts";
import type { Lengths } from "../layout/lengths.ts";
import { Dialog } from "./Dialog.tsx";
import { Key } from "./Key.tsx";
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

/** The letters behind a key, where a low screen has no room for them beside the list. */
export function FoldedLetters({ onChoose, ...letters }: LetterKeysProps) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const choose = (letter: string | null): void => {
    setOpen(false);
    onChoose(letter);
  };
  const shown = letters.chosen ?? t("letters.fold");
  return (
    <>
      <Key icon={Search} label={`${t("letters.label")}: ${shown}`} onPress={() => setOpen(true)}>
        {shown}
      </Key>
      {open && (
        <Dialog
          title={t("letters.label")}
          actions={<Key onPress={() => setOpen(false)}>{t("nav.back")}</Key>}
        >
          <LetterKeys {...letters} onChoose={choose} />
        </Dialog>
      )}
    </>
  );
}

/** The height of the keys with the gap below them, CSS px, in a space of this width: as letter-keys.css lays them out. */
export function lettersHeight(letters: number, width: number, lengths: Lengths): number {
  const { letterWidth, letterGap: gap, letterAllSpan, tap, listGap } = lengths;
  const inRow = Math.max(1, Math.floor((width + gap) / (letterWidth + gap)));
  const rows = Math.ceil((letters + letterAllSpan) / inRow);
  return rows * tap + (rows - 1) * gap + listGap;
}
