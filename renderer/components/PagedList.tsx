import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { useSize } from "../hooks/useSize.ts";
import { layout } from "../styles/unit.ts";
import { Pager } from "./Pager.tsx";
import "./paged-list.css";

type PagedListProps<T> = {
  readonly label: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  readonly render: (item: T) => ReactNode;
  /** The height that one row needs, in units of the layout (`--u`). */
  readonly rowUnits?: number;
  /** Rows that need the whole width of a wide screen. */
  readonly oneColumn?: boolean;
};

const gapUnits = 1.6;
const pagerUnits = 11;
const smallestRow = 88;

/** Rows in one column (two where the screen is wide); what doesn't fit is on further pages, never under a scroll bar. */
export function PagedList<T>({
  label,
  items,
  keyOf,
  render,
  rowUnits = 13.6,
  oneColumn = false,
}: PagedListProps<T>) {
  const room = useRef<HTMLDivElement>(null);
  const size = useSize(room);
  const [page, setPage] = useState(0);
  const [tooMany, setTooMany] = useState(0);
  const { rows, columns } = size
    ? reckon(size.height, rowUnits, items.length, tooMany, oneColumn)
    : { rows: 0, columns: 1 };
  const perPage = rows * columns;
  const pages = perPage === 0 ? 1 : Math.max(1, Math.ceil(items.length / perPage));
  const shownPage = Math.min(page, pages - 1);
  const shown = items.slice(shownPage * perPage, (shownPage + 1) * perPage);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another room or another list is reckoned afresh.
  useLayoutEffect(() => setTooMany(0), [size, items.length]);
  // Long names make rows taller than they were reckoned: then a page holds one row less.
  useLayoutEffect(() => {
    const element = room.current;
    if (element !== null && rows > 1 && element.scrollHeight > element.clientHeight + 1)
      setTooMany((less) => less + 1);
  });

  return (
    <div className="paged" ref={room}>
      <ul
        className={columns === 2 ? "rows two" : "rows"}
        aria-label={label}
        style={{ gridAutoRows: `minmax(max(${rowUnits} * var(--u), ${smallestRow}px), auto)` }}
      >
        {shown.map((item) => (
          <li key={keyOf(item)}>{render(item)}</li>
        ))}
      </ul>
      <Pager page={shownPage} pages={pages} onTurn={setPage} />
    </div>
  );
}

function reckon(
  height: number,
  rowUnits: number,
  count: number,
  less: number,
  oneColumn: boolean,
): { rows: number; columns: 1 | 2 } {
  const { unit, wide } = layout();
  const columns = wide && !oneColumn ? 2 : 1;
  const row = Math.max(rowUnits * unit, smallestRow);
  const rowsIn = (room: number): number =>
    Math.max(1, Math.floor((room + gapUnits * unit) / (row + gapUnits * unit)));
  const all = rowsIn(height);
  if (less === 0 && count <= all * columns) return { rows: all, columns };
  return { rows: Math.max(1, rowsIn(height - Math.max(pagerUnits * unit, 64 + 3 * unit)) - less), columns };
}
