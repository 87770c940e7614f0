import { useId } from "react";
import "./radio-keys.css";

type RadiosProps<T extends string> = {
  /** The id of the element that names the group. */
  readonly labelledBy?: string;
  readonly label?: string;
  readonly describedBy?: string | undefined;
  readonly wrong?: boolean;
  readonly className?: string;
  readonly options: readonly { readonly value: T; readonly text: string }[];
  readonly chosen: T | null;
  readonly onChoose: (value: T) => void;
};

/** Answers side by side, one of which is chosen, under a name that stands elsewhere or is only spoken. */
export function Radios<T extends string>({
  labelledBy,
  label,
  describedBy,
  wrong = false,
  className = "",
  options,
  chosen,
  onChoose,
}: RadiosProps<T>) {
  const name = useId();
  return (
    <div
      className={`radio-keys ${wrong ? "wrong" : ""} ${className}`}
      role="radiogroup"
      aria-label={label}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
    >
      {options.map(({ value, text }) => (
        <label key={value} className={value === chosen ? "radio-key on" : "radio-key"}>
          <input type="radio" name={name} checked={value === chosen} onChange={() => onChoose(value)} />
          {text}
        </label>
      ))}
    </div>
  );
}
