/** What code lays lists and grids out by, as lengths.css names it. */
const names = {
  unit: "--u",
  textS: "--text-s",
  tap: "--tap",
  wide: "--wide",
  listColumns: "--list-columns",
  listGap: "--list-gap",
  listHeading: "--list-heading",
  leastRow: "--list-least-row",
  listMostRow: "--list-most-row",
  listPager: "--list-pager",
  rowGrow: "--row-grow",
  letterWidth: "--letter-width",
  letterGap: "--letter-gap",
  letterAllSpan: "--letter-all-span",
  timeGap: "--time-gap",
  timeCell: "--time-cell",
  timeMostCell: "--time-most-cell",
  timeRestCell: "--time-rest-cell",
  timeHeading: "--time-heading",
  timeLeastWidth: "--time-least-width",
  timeRestWidth: "--time-rest-width",
  timeColumns: "--time-columns",
  timeMostColumns: "--time-most-columns",
  timePager: "--time-pager",
  dayGap: "--day-gap",
  dayLeast: "--day-least",
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
