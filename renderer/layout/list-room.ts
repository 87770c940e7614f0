import type { Lengths } from "./lengths.ts";
import { listPages, type Section } from "./list-pages.ts";

export const rowHeight = (rowUnits: number, { unit, leastRow, rowGrow }: Lengths): number =>
  Math.max(rowUnits * unit, leastRow) * rowGrow;

type Paging<T> = {
  readonly list: readonly T[];
  readonly height: number;
  readonly rowUnits: number;
  readonly columns: number;
  readonly groupOf: ((item: T) => string) | undefined;
  /** Rows that a page holds less than was reckoned. */
  readonly less: number;
  /** The height of an entry that was measured, px; 0 where it was not. */
  readonly heightOf: (item: T) => number;
  readonly lengths: Lengths;
};

/** The pages of a list in a room of this height, px; the pager itself takes room from them. */
export function pagesInRoom<T>({
  list,
  height,
  rowUnits,
  columns,
  groupOf,
  less,
  heightOf,
  lengths,
}: Paging<T>) {
  const { listGap: gap, listHeading, listPager } = lengths;
  const row = rowHeight(rowUnits, lengths) + gap;
  const heading = listHeading + gap;
  const into = (room: number, without: number) =>
    listPages(list, { columns, height: room + gap - without * row, row, heading, groupOf, heightOf, gap });
  const all = into(height, 0);
  if (all.length <= 1 && less === 0) return all;
  // The pager itself takes room: where one page is not enough, all are cut for what is left.
  const left = height - listPager;
  return into(left, all.length <= 1 ? less - 1 : less);
}

type Filling<T> = {
  /** The room of a page without what stands around its rows, px. */
  readonly height: number;
  readonly least: number;
  readonly columns: number;
  readonly heightOf: (item: T) => number;
  readonly lengths: Lengths;
};

/** Rows that are high to begin with grow by no more than this. */
const mostGrowth = 1.25;

/** The height of a row, px, with which the fullest page fills its room: at least `least`, the same on all pages. */
export function rowToFill<T>(
  pages: readonly (readonly Section<T>[])[],
  { height, least, columns, heightOf, lengths: { listGap: gap, listHeading, listMostRow } }: Filling<T>,
): number {
  const most = Math.max(listMostRow, mostGrowth * least);
  const fills = pages.map((sections) => {
    const lines = sections.flatMap(({ items }) =>
      Array.from({ length: Math.ceil(items.length / columns) }, (_, line) =>
        Math.max(0, ...items.slice(line * columns, (line + 1) * columns).map(heightOf)),
      ),
    );
    const headings = sections.filter(({ group }) => group !== null).length;
    const room = height + gap - headings * (listHeading + gap);
    const taken = (row: number): number => lines.reduce((sum, line) => sum + Math.max(row, line) + gap, 0);
    let row = most;
    while (row > least && taken(row) > room) row--;
    return row;
  });
  return Math.max(least, Math.floor(Math.min(most, ...fills)));
}
