import { Delete, Space } from "lucide-react";
import { useEffect } from "react";
import { useTexts } from "../i18n/index.ts";
import { columns, type KeyboardKey, type KeyboardRow } from "./keyboard-keys.ts";
import "./keyboard.css";

type KeyboardProps = {
  readonly rows: readonly KeyboardRow[];
  /** What a plugged-in keyboard's key types here, or null where that has no place in the field. */
  readonly typed: (event: KeyboardEvent) => string | null;
  readonly onType: (text: string) => void;
  readonly onErase: () => void;
  readonly onClear: () => void;
  readonly onEnter: () => void;
  readonly disabled?: boolean;
};

/** Letters on the screen, as wide as the screen is. A keyboard that is plugged in types into the same field. */
export function Keyboard({
  rows,
  typed,
  onType,
  onErase,
  onClear,
  onEnter,
  disabled = false,
}: KeyboardProps) {
  const { t } = useTexts();

  useEffect(() => {
    if (disabled) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      // Enter and the space bar press the button that has the focus, as everywhere.
      const onButton = event.target instanceof HTMLButtonElement;
      if (onButton && (event.key === "Enter" || event.key === " ")) return;
      const text = typed(event);
      if (text !== null) onType(text);
      else if (event.key === "Backspace") onErase();
      else if (event.key === "Delete") onClear();
      else if (event.key === "Enter") onEnter();
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [typed, onType, onErase, onClear, onEnter, disabled]);

  const press = (key: KeyboardKey): void => {
    switch (key.kind) {
      case "types":
        return onType(key.text);
      case "space":
        return onType(" ");
      case "erase":
        return onErase();
      case "clear":
        return onClear();
    }
  };

  return (
    <fieldset className="keyboard letters" aria-label={t("keypad.label")}>
      {rows.map((row) => (
        <div key={row.map(nameOf).join(" ")} className="keyboard-row">
          {row.map((key, place) => (
            <button
              key={nameOf(key)}
              type="button"
              className={classOf(key)}
              style={{ gridColumn: `${place === 0 ? startOf(row) : "auto"} / span ${key.span * 2}` }}
              disabled={disabled}
              onClick={() => press(key)}
              {...(key.kind === "erase" || key.kind === "space"
                ? { "aria-label": t(`keypad.${key.kind}`) }
                : {})}
            >
              {key.kind === "types" && key.text}
              {key.kind === "clear" && t("keypad.clear")}
              {key.kind === "erase" && <Delete aria-hidden />}
              {key.kind === "space" && <Space aria-hidden />}
            </button>
          ))}
        </div>
      ))}
    </fieldset>
  );
}

const nameOf = (key: KeyboardKey): string => (key.kind === "types" ? key.text : key.kind);

function classOf(key: KeyboardKey): string {
  if (key.kind === "clear") return "pad-key soft words";
  if (key.kind === "erase") return "pad-key soft";
  return key.kind === "types" && key.text.length > 1 ? "pad-key words" : "pad-key";
}

/** Rows stand in the middle: the grid has half letters, so that one less on each side is half a key. */
const startOf = (row: KeyboardRow): number => columns - row.reduce((sum, { span }) => sum + span, 0) + 1;
