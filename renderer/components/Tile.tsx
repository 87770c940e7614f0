import { ChevronRight, type LucideIcon } from "lucide-react";
import "./tile.css";

type TileProps = {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly sub: string;
  /** What most come for: larger, and in colour. */
  readonly main?: boolean;
  readonly disabled?: boolean;
  readonly onPress: () => void;
};

/** One of the things that one can do here. */
export function Tile({ icon: Icon, title, sub, main = false, disabled = false, onPress }: TileProps) {
  return (
    <button type="button" className={main ? "tile main" : "tile"} disabled={disabled} onClick={onPress}>
      <span className="tile-icon" aria-hidden>
        <Icon strokeWidth={1.8} />
      </span>
      <span className="tile-words">
        <b>{title}</b>
        <span>{sub}</span>
      </span>
      <ChevronRight className="tile-go" aria-hidden />
    </button>
  );
}
