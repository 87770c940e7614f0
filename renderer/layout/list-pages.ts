/** Entries of one group that stand together on a page; `group` is null in a list without groups. */
export type Section<T> = { readonly group: string | null; readonly items: readonly T[] };

type Space<T> = {
  readonly columns: number;
  /** Heights in pixels: the whole page, a row, a group's heading; each row and heading with its gap. */
  readonly height: number;
  readonly row: number;
  readonly heading: number;
  readonly groupOf?: ((item: T) => string) | undefined;
  /** The height that an entry is known to take, without its gap; one that is not known takes a `row`. */
  readonly heightOf?: ((item: T) => number) | undefined;
  readonly gap?: number | undefined;
};

/** Spreads a list over as few pages as the space allows. A group that is cut goes on under its heading. */
export function listPages<T>(
  items: readonly T[],
  { columns, height, row, heading, groupOf, heightOf = () => 0, gap = 0 }: Space<T>,
): readonly (readonly Section<T>[])[] {
  const pages: Section<T>[][] = [[]];
  let left = height;
  for (const { group, items: whole } of grouped(items, groupOf)) {
    const head = group === null ? 0 : heading;
    let section: T[] | null = null;
    for (let first = 0; first < whole.length; first += columns) {
      const line = whole.slice(first, first + columns);
      const tall = Math.max(row, ...line.map((item) => heightOf(item) + gap));
      if ((section === null ? head : 0) + tall > left && pages.at(-1)?.length !== 0) {
        pages.push([]);
        left = height;
        section = null;
      }
      if (section === null) {
        section = [];
        pages.at(-1)?.push({ group, items: section });
        left -= head;
      }
      section.push(...line);
      left -= tall;
    }
  }
  return pages;
}

function grouped<T>(items: readonly T[], groupOf?: (item: T) => string): readonly Section<T>[] {
  if (groupOf === undefined) return [{ group: null, items }];
  return [...new Set(items.map(groupOf))].map((group) => ({
    group,
    items: items.filter((item) => groupOf(item) === group),
  }));
}
