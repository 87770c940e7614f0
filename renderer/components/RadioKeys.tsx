import { CircleAlert } from "lucide-react";
import { useId } from "react";
import { Radios } from "./Radios.tsx";

type RadioKeysProps<T extends string> = {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly text: string }[];
  readonly chosen: T | null;
  readonly error?: string | null;
  readonly onChoose: (value: T) => void;
};

/** A question of a form with a few answers side by side, and what is wrong with it. */
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
      <Radios
        labelledBy={`${id}-label`}
        describedBy={error === null ? undefined : `${id}-error`}
        wrong={error !== null}
        options={options}
        chosen={chosen}
        onChoose={onChoose}
      />
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
