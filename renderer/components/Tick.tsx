import { Check } from "lucide-react";
import "./tick.css";

type TickProps = {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  /** One text, without elements of its own: it stands in the box that is touched. */
  readonly children: string;
};

/** Something to agree to, as a box to tick with its whole sentence as the target. */
export function Tick({ checked, onChange, children }: TickProps) {
  return (
    <label className={checked ? "tick on" : "tick"}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span className="tick-box" aria-hidden>
        {checked && <Check strokeWidth={3} />}
      </span>
      {children}
    </label>
  );
}
