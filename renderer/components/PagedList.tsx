import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { useLayout } from "../hooks/useLayout.ts";
import { useSize } from "../hooks/useSize.ts";
import type { layout } from "../styles/unit.ts";
import { Pager } from "./Pager.tsx";
import "./paged-list.css";

type PagedListProps<T> = {
  readonly label: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  readonly render: (item: T) => ReactNode;
  /** The height that one row needs, in units of the layout (`--u`). */
  readonly rowUnits?: number;
};

const gapUnits = 1.6;
const pagerUnits = 11;
const smallestRow = 88;

/** Rows in one column (two where the screen is wide); what doesn't fit is on further pages, never under a scroll bar. */
export function PagedList<T>({ label, items, keyOf, render, rowUnits = 13.6 }: PagedListProps<T>) {
  const room = useRef<HTMLDivElement>(null);
  const size = useSize(room);
  const [page, setPage] = useState(0);
  const [tooMany, setTooMany] = useState(0);
  const now = useLayout();
  const row = rowHeight(rowUnits, now);
  const { rows, columns } = size
    ? reckon(size.height, row, now, items.length, tooMany)
    : { rows: 0, columns: 1 };
  const perPage = rows * columns;
  const pages = perPage === 0 ? 1 : Math.max(1, Math.ceil(items.length / perPage));
  const shownPage = Math.min(page, pages - 1);
  const shown = items.slice(shownPage * perPage, (shownPage + 1) * perPage);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another room or another list is reckoned afresh.
  useLayoutEffect(() => setTooMany(0), [size, items.length, now.larger]);
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
        style={{ gridAutoRows: `minmax(${row}px, auto)` }}
      >
        {shown.map((item) => (
          <li key={keyOf(item)}>{render(item)}</li>
        ))}
      </ul>
      <Pager page={shownPage} pages={pages} onTurn={setPage} />
    </div>
  );
}

type Layout = ReturnType<typeof layout>;

/** Larger text breaks into more lines, but what stands beside it grows less; one wide column needs no more lines. */
const rowHeight = (rowUnits: number, { unit, larger, wide }: Layout): number =>
  Math.max(rowUnits * unit, smallestRow) * (wide && larger >= 1.5 ? 1 : 1 + (larger - 1) / 2);

function reckon(
  height: number,
  row: number,
  { unit, larger, wide }: Layout,
  count: number,
  less: number,
): { rows: number; columns: 1 | 2 } {
  const columns = wide && larger < 1.5 ? 2 : 1;
  const gap = gapUnits * unit;
  const rowsIn = (room: number): number => Math.max(1, Math.floor((room + gap) / (row + gap)));
  const all = rowsIn(height);
  if (less === 0 && count <= all * columns) return { rows: all, columns };
  return { rows: Math.max(1, rowsIn(height - Math.max(pagerUnits * unit, 64 + 3 * unit)) - less), columns };
}
