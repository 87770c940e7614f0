import { ChevronRight, CircleCheck, type LucideIcon } from "lucide-react";
import { glued } from "../format/glue.ts";
import "./tile.css";

type TileProps = {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly sub: string;
  /** What most come for: larger, and in colour. */
  readonly main?: boolean;
  readonly disabled?: boolean;
  /** Chosen on an earlier way through this step; left out where nothing is chosen. */
  readonly chosen?: boolean;
  readonly onPress: () => void;
};

/** One of the things that one can do here. */
export function Tile({ icon: Icon, title, sub, main = false, disabled = false, chosen, onPress }: TileProps) {
  const Mark = chosen ? CircleCheck : ChevronRight;
  return (
    <button
      type="button"
      className={main ? "tile main" : "tile"}
      disabled={disabled}
      aria-pressed={chosen}
      onClick={onPress}
    >
      <span className="tile-icon" aria-hidden>
        <Icon strokeWidth={1.8} />
      </span>
      <span className="tile-words">
        <b>{glued(title)}</b>
        <span>{glued(sub)}</span>
      </span>
      <Mark className="tile-go" aria-hidden />
    </button>
  );
}
