import type { TimeCell } from "#contract/schedules/schedule.ts";
import type { Lengths } from "../../layout/lengths.ts";
import type { Size } from "../../layout/useSize.ts";
import { type Part, paged, rowsOf } from "./time-pages.ts";

/** How the times of a day are laid out in a room. */
export type TimePlan = {
  /** Pages of what can be chosen, in its parts of the day. */
  readonly pages: readonly (readonly Part[])[];
  readonly columns: number;
  /** The height of a cell that can be chosen, px. */
  readonly cell: number;
  /** The rest, in small cells: a page of its own each, or all below the single page of what can be chosen. */
  readonly restPages: readonly (readonly TimeCell[])[];
  readonly restColumns: number;
  readonly isRestBelow: boolean;
};

/**
 * What can be chosen is laid out first, in as few and wide columns as one page allows; the rest stands below it where
 * there is room for all of it, else on pages of its own.
 */
export function planTimes(
  first: readonly TimeCell[],
  rest: readonly TimeCell[],
  { width, height }: Size,
  lengths: Lengths,
): TimePlan {
  const { timeGap: gap, timeCell, timeMostCell, timeHeading: heading, timeRestCell, timePager } = lengths;
  const inWidth = (least: number): number => Math.max(1, Math.floor((width + gap) / (least + gap)));
  const most = inWidth(lengths.timeLeastWidth);
  const restColumns = inWidth(lengths.timeRestWidth);
  const restRow = timeRestCell + gap;
  const pagesIn = (columns: number, room: number) =>
    paged(first, { columns, height: room + gap, row: timeCell + gap, heading });
  const usual = Math.min(lengths.timeColumns, most);
  const dense = Math.min(lengths.timeMostColumns, most);
  const columns = pagesIn(usual, height).length <= 1 ? usual : dense;
  const onePage = pagesIn(columns, height).length <= 1;

  const rowsIn = (page: readonly Part[]): number => rowsOf(page, columns);
  const used = (page: readonly Part[], cell: number): number =>
    page.length * heading + rowsIn(page) * (cell + gap);
  const restHeight = rest.length === 0 ? 0 : heading + Math.ceil(rest.length / restColumns) * restRow;
  const [single = []] = pagesIn(columns, height);
  const isRestBelow = onePage && used(single, timeCell) + restHeight <= height + gap;

  const hasFooter = !onePage || (!isRestBelow && rest.length > 0 && first.length > 0);
  const room = height - (hasFooter ? timePager : 0);
  const pages = pagesIn(columns, room);
  const free = room + gap - (isRestBelow ? restHeight : 0);
  const cells = pages.map((page) => (free - page.length * heading) / Math.max(1, rowsIn(page)) - gap);
  const restIn = (space: number): number => Math.max(1, Math.floor((space + gap) / restRow)) * restColumns;
  const restRoom = first.length > 0 || rest.length > restIn(height) ? height - timePager : height;
  const perPage = isRestBelow ? Math.max(1, rest.length) : restIn(restRoom);
  return {
    pages,
    columns,
    cell: Math.floor(Math.max(timeCell, Math.min(timeMostCell, ...cells))),
    restPages: Array.from({ length: Math.ceil(rest.length / perPage) }, (_, page) =>
      rest.slice(page * perPage, (page + 1) * perPage),
    ),
    restColumns,
    isRestBelow,
  };
}
