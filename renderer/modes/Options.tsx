import { Check, type LucideIcon } from "lucide-react";
import { type ReactNode, useId } from "react";

type Option<T> = {
  readonly value: T;
  readonly name: string;
  readonly icon?: LucideIcon;
  /** Drawn in place of an icon. */
  readonly sign?: ReactNode;
  /** The language that the name is in, where it is not the screen's. */
  readonly lang?: string;
};

type OptionsProps<T> = {
  readonly label: string;
  readonly options: readonly Option<T>[];
  readonly chosen: T;
  readonly onChoose: (value: T) => void;
};

/** A few keys of which one is down. Which one, a tick says as well as the colour. */
export function Options<T extends string | boolean>({ label, options, chosen, onChoose }: OptionsProps<T>) {
  const id = useId();
  return (
    <fieldset className="options" aria-labelledby={id}>
      <span id={id}>{label}</span>
      <div className="options-keys">
        {options.map(({ value, name, icon: Icon, sign, lang }) => (
          <button
            key={String(value)}
            type="button"
            lang={lang}
            className={value === chosen ? "option on" : "option"}
            aria-pressed={value === chosen}
            onClick={() => onChoose(value)}
          >
            {(Icon || sign) && (
              <span className="option-sign" aria-hidden>
                {Icon ? <Icon /> : sign}
              </span>
            )}
            <span>{name}</span>
            {value === chosen && <Check className="option-tick" aria-hidden />}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
