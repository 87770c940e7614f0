import type { TimeCell } from "#contract/schedules/schedule.ts";

const dayParts = ["morning", "day", "evening"] as const;
export type DayPart = (typeof dayParts)[number];

/** Cells of one part of the day that stand together on a page. */
export type Part = { readonly part: DayPart; readonly cells: readonly TimeCell[] };

export const partOf = (time: string): DayPart => {
  if (time < "12:00") return "morning";
  return time < "17:00" ? "day" : "evening";
};

type Space = {
  readonly columns: number;
  /** Heights in pixels: the whole page, a row of cells, a part's heading; each row and heading with its gap. */
  readonly height: number;
  readonly row: number;
  readonly heading: number;
};

/** Spreads a day's times over as few pages as the space allows. A part that is cut goes on under its heading. */
export function paged(
  cells: readonly TimeCell[],
  { columns, height, row, heading }: Space,
): readonly (readonly Part[])[] {
  const pages: Part[][] = [[]];
  let left = height;
  for (const part of dayParts) {
    let rest = cells.filter((cell) => partOf(cell.time) === part);
    while (rest.length > 0) {
      const rows = Math.floor((left - heading) / row);
      const fresh = pages.at(-1)?.length === 0;
      if (rows < 1 && !fresh) {
        pages.push([]);
        left = height;
        continue;
      }
      const taken = rest.slice(0, Math.max(1, rows) * columns);
      pages.at(-1)?.push({ part, cells: taken });
      left -= heading + Math.ceil(taken.length / columns) * row;
      rest = rest.slice(taken.length);
    }
  }
  return pages;
}

/** The rows of cells on a page. */
export const rowsOf = (page: readonly Part[], columns: number): number =>
  page.reduce((rows, { cells }) => rows + Math.ceil(cells.length / columns), 0);
