import { ChevronRight, CircleCheck, type LucideIcon } from "lucide-react";
import "./tiles.css";

type Tile = {
  readonly key: string;
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text: string;
  /** Chosen on an earlier way through this step. */
  readonly chosen?: boolean;
  readonly onPress: () => void;
};

/** A few answers to a plain question, each as a big button. */
export function Tiles({ label, tiles }: { readonly label: string; readonly tiles: readonly Tile[] }) {
  return (
    <ul className="tiles" aria-label={label}>
      {tiles.map(({ key, icon: Icon, title, text, chosen = false, onPress }) => (
        <li key={key}>
          <button type="button" className="tile" aria-pressed={chosen} onClick={onPress}>
            <span className="tile-icon" aria-hidden>
              <Icon strokeWidth={1.8} />
            </span>
            <span className="tile-text">
              <b>{title}</b>
              <span>{text}</span>
            </span>
            {chosen ? <CircleCheck aria-hidden /> : <ChevronRight aria-hidden />}
          </button>
        </li>
      ))}
    </ul>
  );
}
