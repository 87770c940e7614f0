/** What code lays lists and grids out by, as lengths.css names it. */
const names = {
  unit: "--u",
  tap: "--tap",
  wide: "--wide",
  listColumns: "--list-columns",
  listGap: "--list-gap",
  listHeading: "--list-heading",
  leastRow: "--list-least-row",
  listPager: "--list-pager",
  rowGrow: "--row-grow",
  letterWidth: "--letter-width",
  letterGap: "--letter-gap",
  letterAllSpan: "--letter-all-span",
  timeGap: "--time-gap",
  timeCell: "--time-cell",
  timeHeading: "--time-heading",
  timeLeastWidth: "--time-least-width",
  timeMostColumns: "--time-most-columns",
  timeBlockGap: "--time-block-gap",
  timePager: "--time-pager",
} as const;

/** Lengths in CSS px, counts and factors as they are; `wide` is 1 on a screen that is not tall. */
export type Lengths = Readonly<Record<keyof typeof names, number>>;

/** What lengths.css comes to on this screen, now. */
export function lengths(): Lengths {
  const style = getComputedStyle(document.documentElement);
  const read = ([key, name]: readonly [string, string]) => [
    key,
    Number.parseFloat(style.getPropertyValue(name)),
  ];
  // Object.entries and fromEntries lose the keys' names, which are those of `names`.
  return Object.fromEntries(Object.entries(names).map(read)) as Lengths;
}
