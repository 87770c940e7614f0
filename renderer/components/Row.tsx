import type { ReactNode } from "react";
import { glued } from "../format/glue.ts";
import "./row.css";

type RowProps = {
  readonly badge: ReactNode;
  readonly title: string;
  readonly lines?: ReactNode;
  /** The right-hand side: when there is a free time, or that there is none. */
  readonly side?: ReactNode;
  readonly tone?: "plain" | "free" | "closed" | "folded";
  /** Left out where the row can't be chosen: it is then no button. */
  readonly onPress?: () => void;
};

/** One entry of a list to choose from. */
export function Row({ badge, title, lines, side, tone = "plain", onPress }: RowProps) {
  const inner = (
    <>
      <span className="row-badge" aria-hidden>
        {badge}
      </span>
      <span className="row-text">
        <b>{glued(title)}</b>
        {lines && <span className="row-lines">{typeof lines === "string" ? glued(lines) : lines}</span>}
      </span>
      {side && <span className="row-side">{side}</span>}
    </>
  );
  return onPress ? (
    <button type="button" className={`row ${tone}`} onClick={onPress}>
      {inner}
    </button>
  ) : (
    <div className={`row ${tone}`}>{inner}</div>
  );
}
