import type { Lengths } from "./lengths.ts";
import { listPages } from "./list-pages.ts";

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
