import type { LucideIcon } from "lucide-react";
import { Tile } from "./Tile.tsx";
import "./tiles.css";

type Answer = {
  readonly key: string;
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text: string;
  /** What most come for: in colour. */
  readonly main?: boolean;
  /** Chosen on an earlier way through this step. */
  readonly chosen?: boolean;
  readonly onPress: () => void;
};

/** A few answers to a plain question, each as a big button. */
export function Tiles({ label, tiles }: { readonly label: string; readonly tiles: readonly Answer[] }) {
  return (
    <ul className="tiles" aria-label={label}>
      {tiles.map(({ key, text, chosen = false, ...tile }) => (
        <li key={key}>
          <Tile {...tile} sub={text} chosen={chosen} />
        </li>
      ))}
    </ul>
  );
}
