import type { layout } from "../styles/unit.ts";
import { listPages } from "./list-pages.ts";

/** Between rows, in units of the layout. */
const gapUnits = 1.6;
const pagerUnits = 11;
const smallestRow = 88;

type Layout = ReturnType<typeof layout>;

/** Larger text breaks into more lines, but what stands beside it grows less; one wide column needs no more lines. */
export const rowHeight = (rowUnits: number, { unit, larger, wide }: Layout): number =>
  Math.max(rowUnits * unit, smallestRow) * (wide && larger >= 1.5 ? 1 : 1 + (larger - 1) / 2);

export const pagerRoom = ({ unit }: Layout): number => Math.max(pagerUnits * unit, 64 + 3 * unit);

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
  readonly now: Layout;
};

/** The pages of a list in a room of this height, px; the pager itself takes room from them. */
export function pagesInRoom<T>({ list, height, rowUnits, columns, groupOf, less, heightOf, now }: Paging<T>) {
  const { unit, larger } = now;
  const gap = gapUnits * unit;
  const row = rowHeight(rowUnits, now) + gap;
  const heading = Math.max(3 * unit, 21) * larger * 1.25 + gap;
  const into = (room: number, without: number) =>
    listPages(list, { columns, height: room + gap - without * row, row, heading, groupOf, heightOf, gap });
  const all = into(height, 0);
  if (all.length <= 1 && less === 0) return all;
  // The pager itself takes room: where one page is not enough, all are cut for what is left.
  const left = height - pagerRoom(now);
  return into(left, all.length <= 1 ? less - 1 : less);
}
