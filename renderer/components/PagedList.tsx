import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { useTexts } from "../i18n/index.ts";
import { pagesInRoom, rowHeight, rowToFill } from "../layout/list-room.ts";
import { columnsFor, heightsIn, holdsTooMuch, type Measured } from "../layout/measured-rows.ts";
import { useLengths } from "../layout/useLengths.ts";
import { useSize } from "../layout/useSize.ts";
import { FoldedLetters, LetterKeys, lettersHeight } from "./LetterKeys.tsx";
import { lettersOfAll } from "./list-letters.ts";
import { Pager } from "./Pager.tsx";
import "./paged-list.css";

type PagedListProps<T> = {
  readonly label: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  readonly render: (item: T) => ReactNode;
  /** The height that one row needs, in units of the layout (`--u`), where it differs on a tall and on a wide screen. */
  readonly rowUnits?: number | { readonly tall: number; readonly wide: number };
  /** Rows that need the whole width of a wide screen. */
  readonly oneColumn?: boolean;
  /** Narrow entries stand in as many columns as this width allows, in letters of the smallest text. */
  readonly leastWidth?: number;
  /** The heading under which an entry stands, where the list has parts. */
  readonly groupOf?: (item: T) => string;
  /** The key of an entry that has just come: its page is turned to once. */
  readonly turnTo?: string | undefined;
  /** The letters by which an entry is looked for. With them a list of more than two pages can be narrowed. */
  readonly lettersOf?: (item: T) => readonly string[];
};

const pagesWithoutLetters = 2;
/** A list of fewer entries is read through sooner than a letter is found. */
const fewestWithLetters = 9;
const fewestBesideLetters = 3;
/** A list of no more lines than this is written large. */
const mostRoomyLines = 6;
/** A list that is longer is not laid out whole to measure it, which would be seen. */
const mostMeasured = 300;

/** Rows in one column (two where the screen is wide); what doesn't fit is on further pages, never under a scroll bar. */
export function PagedList<T>({
  label,
  items,
  keyOf,
  render,
  rowUnits: height = 12.8,
  oneColumn = false,
  leastWidth,
  groupOf,
  turnTo,
  lettersOf,
}: PagedListProps<T>) {
  const room = useRef<HTMLDivElement>(null);
  const parts = useRef<HTMLDivElement>(null);
  const size = useSize(room);
  // Rows whose height changes (a picture in them gave way) are reckoned again, though the room is the same.
  useSize(parts);
  const [page, setPage] = useState(0);
  const [turned, setTurned] = useState(turnTo);
  const [wanted, setWanted] = useState<string | null>(null);
  const [seen, setSeen] = useState({ of: "", less: 0, isCompact: false });
  const [asked, setAsked] = useState({ of: "", alone: false });
  const [measured, setMeasured] = useState<Measured>({ of: "", heights: new Map() });
  const lengths = useLengths();
  const { language } = useTexts();
  const rowUnits = typeof height === "number" ? height : lengths.wide === 1 ? height.wide : height.tall;
  // A few rows take the whole width.
  const inOneColumn = items.length * (rowHeight(rowUnits, lengths) + lengths.listGap) <= (size?.height ?? 0);
  const usual = oneColumn || (inOneColumn && groupOf === undefined) ? 1 : lengths.listColumns;
  const mostColumns =
    leastWidth === undefined ? usual : columnsFor(leastWidth * lengths.textS, size, lengths);
  const pagesIn = (
    list: readonly T[],
    room: { readonly height: number; readonly less: number; readonly columns: number },
    heights?: Measured["heights"],
  ) =>
    pagesInRoom({
      list,
      ...room,
      rowUnits,
      groupOf,
      lengths,
      heightOf: (item) => heights?.get(keyOf(item)) ?? 0,
    });
  const whole = size ? pagesIn(items, { height: size.height, less: 0, columns: mostColumns }) : [];
  const letters =
    lettersOf && items.length >= fewestWithLetters && whole.length > pagesWithoutLetters
      ? lettersOfAll(items, lettersOf)
      : [];
  const letter = wanted !== null && letters.includes(wanted) ? wanted : null;
  const listed = letter === null ? items : items.filter((item) => lettersOf?.(item).includes(letter));
  const told = JSON.stringify([listed.map(keyOf), letter, lengths, language]);
  // A row that is taller than all the room takes the whole width; one that still is stands alone, and takes what it
  // needs.
  const isWhole = asked.of === told;
  const alone = isWhole && asked.alone;
  const columns = isWhole ? 1 : mostColumns;
  // Another room, other words or another list: reckoned afresh.
  const reckoned = JSON.stringify([size, columns, told]);
  const { less, isCompact } = seen.of === reckoned ? seen : { less: 0, isCompact: false };
  const strip = letters.length > 0 && size ? lettersHeight(letters.length, size.width, lengths) : 0;
  // Where letters would leave no room for a few rows, they unfold over the list instead.
  const folded =
    alone ||
    (size !== null &&
      size.height - strip <
        fewestBesideLetters * (rowHeight(rowUnits, lengths) + lengths.listGap) + lengths.listPager);
  const heights = measured.of === reckoned ? measured.heights : undefined;
  const left = alone ? 0 : (size?.height ?? 0) - (folded ? 0 : strip);
  const pages = size ? pagesIn(listed, { height: left, less, columns }, heights) : [];
  const isMeasuring = heights === undefined && pages.length > 1 && listed.length <= mostMeasured;
  if (turnTo !== turned && size && !isMeasuring) {
    setTurned(turnTo);
    setPage(
      pages.findIndex((sections) => sections.some(({ items }) => items.some((one) => keyOf(one) === turnTo))),
    );
  }
  const shownPage = Math.max(0, Math.min(page, pages.length - 1));
  // One row and the way to the others: with less room than that something else has to give way.
  const isRoomy = !isCompact && pages.length === 1 && items.length <= mostRoomyLines * columns;
  const beside = items.length > columns ? lengths.listPager : 0;
  const least = `calc(${beside}px + ${rowHeight(rowUnits, lengths)}px * var(--row-give, 1))`;

  // Long names make rows taller than they were reckoned. All are laid out once before anything is painted, so that each
  // page holds what it has room for, and none begins elsewhere when it is turned to. Where that was not enough a page
  // holds one row less; the last one asks for room.
  useLayoutEffect(() => {
    const element = room.current;
    if (element === null) return;
    const measure = (): void => setMeasured({ of: reckoned, heights: heightsIn(element, listed.map(keyOf)) });
    if (isMeasuring) return measure();
    if (!holdsTooMuch(element)) return;
    const most = Math.max(0, ...pages.map((sections) => sections.flatMap(({ items }) => items).length));
    if (pages.length === 1 && !isCompact) setSeen({ of: reckoned, less, isCompact: true });
    else if (pages.length === 1 && heights === undefined) measure();
    else if (most > columns) setSeen({ of: reckoned, less: less + 1, isCompact });
    else setAsked({ of: told, alone: columns === 1 });
  });

  // A section keeps its key while rows are measured and when its first entry goes: rows stay mounted, so that a touch finds its row.
  const keyed = pages.map((sections, ofPage) =>
    sections.map((section, place) => ({ ...section, key: `${ofPage} ${place}` })),
  );
  const laidOut = isMeasuring ? keyed.flat() : (keyed[shownPage] ?? []);
  const fill = rowToFill(pages, {
    height: (size?.height ?? 0) - (folded ? 0 : strip) - (pages.length > 1 || folded ? lengths.listPager : 0),
    least: rowHeight(rowUnits, lengths),
    columns,
    heightOf: (item) => heights?.get(keyOf(item)) ?? 0,
    lengths,
  });

  // Heights that are not known may need more than the rows were reckoned to.
  const isLeast = isMeasuring || (isCompact && heights === undefined);

  const narrowing = {
    letters,
    chosen: letter,
    onChoose(next: string | null): void {
      setWanted(next);
      setPage(0);
    },
  };
  return (
    <div
      className={isRoomy ? "paged roomy" : "paged"}
      ref={room}
      style={{ minHeight: least, flex: alone ? "1 0 auto" : undefined }}
    >
      {letters.length > 0 && !folded && <LetterKeys {...narrowing} />}
      <div className="paged-parts" ref={parts}>
        {laidOut.map(({ key, group, items: shown }) => (
          <section key={key} className="paged-part" {...(group ? { "aria-label": group } : {})}>
            {group && <h2>{group}</h2>}
            <ul
              className={columns === 2 && usual === 2 ? "rows two" : "rows"}
              aria-label={group ? `${label}: ${group}` : label}
              style={{
                gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
                gridAutoRows: `minmax(calc(${isLeast ? rowHeight(rowUnits, lengths) : fill}px * var(--row-give, 1)), auto)`,
              }}
            >
              {shown.map((item) => (
                <li key={keyOf(item)}>{render(item)}</li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <Pager page={shownPage} pages={pages.length} onTurn={setPage}>
        {letters.length > 0 && folded && <FoldedLetters {...narrowing} />}
      </Pager>
    </div>
  );
}
