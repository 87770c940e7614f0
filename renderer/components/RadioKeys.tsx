import { CircleAlert } from "lucide-react";
import { useId } from "react";
import "./radio-keys.css";

type RadioKeysProps<T extends string> = {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly text: string }[];
  readonly chosen: T | null;
  readonly error?: string | null;
  readonly onChoose: (value: T) => void;
};

/** A few answers side by side, one of which is chosen. */
export function RadioKeys<T extends string>({
  label,
  options,
  chosen,
  error = null,
  onChoose,
}: RadioKeysProps<T>) {
  const id = useId();
  return (
    <div className="entry">
      <span className="entry-label" id={`${id}-label`}>
        {label}
      </span>
      <div
        className={error === null ? "radio-keys" : "radio-keys wrong"}
        role="radiogroup"
        aria-labelledby={`${id}-label`}
        aria-describedby={error === null ? undefined : `${id}-error`}
      >
        {options.map(({ value, text }) => (
          <label key={value} className={value === chosen ? "radio-key on" : "radio-key"}>
            <input type="radio" name={id} checked={value === chosen} onChange={() => onChoose(value)} />
            {text}
          </label>
        ))}
      </div>
      <div className="entry-error" role="alert" id={`${id}-error`}>
        {error !== null && (
          <>
            <CircleAlert aria-hidden />
            {error}
          </>
        )}
      </div>
    </div>
  );
}
