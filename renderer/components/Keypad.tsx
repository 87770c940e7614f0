import { Delete } from "lucide-react";
import { useEffect, useState } from "react";
import { useTexts } from "../i18n/index.ts";
import "./keypad.css";

type KeypadProps = {
  readonly onType: (character: string) => void;
  readonly onErase: () => void;
  readonly onClear: () => void;
  readonly onEnter?: () => void;
  /** Letters may be typed as well, on a second page of keys. */
  readonly letters?: boolean;
  readonly disabled?: boolean;
};

const digits = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** The screen's own keys. A keyboard or a tactile keypad that is plugged in types into the same field. */
export function Keypad({
  onType,
  onErase,
  onClear,
  onEnter,
  letters = false,
  disabled = false,
}: KeypadProps) {
  const { t } = useTexts();
  const [page, setPage] = useState<"digits" | "letters">("digits");
  const shown = letters ? page : "digits";

  useEffect(() => {
    if (disabled) return;
    const onKey = (event: KeyboardEvent): void => {
      const onButton = event.target instanceof HTMLButtonElement;
      if (/^\d$/.test(event.key) || (letters && /^\p{L}$/u.test(event.key))) onType(event.key.toUpperCase());
      else if (event.key === "Backspace") onErase();
      else if (event.key === "Delete") onClear();
      else if (event.key === "Enter" && !onButton) onEnter?.();
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [onType, onErase, onClear, onEnter, letters, disabled]);

  const key = (character: string) => (
    <button
      key={character}
      type="button"
      className="pad-key"
      disabled={disabled}
      onClick={() => onType(character)}
    >
      {character}
    </button>
  );
  const erase = (
    <button
      type="button"
      className="pad-key soft"
      disabled={disabled}
      onClick={onErase}
      aria-label={t("keypad.erase")}
    >
      <Delete aria-hidden />
    </button>
  );
  const clear = (
    <button type="button" className="pad-key soft words" disabled={disabled} onClick={onClear}>
      {t("keypad.clear")}
    </button>
  );
  const turn = (to: "digits" | "letters") => (
    <button type="button" className="pad-key soft words" disabled={disabled} onClick={() => setPage(to)}>
      {t(to === "letters" ? "keypad.toLetters" : "keypad.toDigits")}
    </button>
  );

  if (shown === "letters") {
    return (
      <fieldset className="pad letters" aria-label={t("keypad.label")} data-typing={!disabled || undefined}>
        {Array.from(t("keypad.letterKeys")).map(key)}
        {turn("digits")}
        {clear}
        {erase}
      </fieldset>
    );
  }
  return (
    <fieldset
      className={letters ? "pad with-turn" : "pad"}
      aria-label={t("keypad.label")}
      data-typing={!disabled || undefined}
    >
      {digits.map(key)}
      {letters ? turn("letters") : clear}
      {key("0")}
      {erase}
      {letters && <div className="pad-foot">{clear}</div>}
    </fieldset>
  );
}
