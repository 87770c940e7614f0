import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { useLayout } from "../hooks/useLayout.ts";
import { useSize } from "../hooks/useSize.ts";
import { useTexts } from "../i18n/index.ts";
import type { layout } from "../styles/unit.ts";
import { FoldedLetters, LetterKeys, lettersHeight } from "./LetterKeys.tsx";
import { lettersOfAll, listPages } from "./list-pages.ts";
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
  /** The heading under which an entry stands, where the list has parts. */
  readonly groupOf?: (item: T) => string;
  /** The letters by which an entry is looked for. With them a list of more than two pages can be narrowed. */
  readonly lettersOf?: (item: T) => readonly string[];
};

const gapUnits = 1.6;
const pagerUnits = 11;
const smallestRow = 88;
const pagesWithoutLetters = 2;

/** Rows in one column (two where the screen is wide); what doesn't fit is on further pages, never under a scroll bar. */
export function PagedList<T>({
  label,
  items,
  keyOf,
  render,
  rowUnits: height = 13.6,
  oneColumn = false,
  groupOf,
  lettersOf,
}: PagedListProps<T>) {
  const room = useRef<HTMLDivElement>(null);
  const size = useSize(room);
  const [page, setPage] = useState(0);
  const [wanted, setWanted] = useState<string | null>(null);
  const [cut, setCut] = useState({ of: "", less: 0 });
  const now = useLayout();
  const { language } = useTexts();
  const columns = now.wide && now.larger < 1.5 && !oneColumn ? 2 : 1;
  const rowUnits = typeof height === "number" ? height : now.wide ? height.wide : height.tall;
  const pagesIn = (list: readonly T[], height: number, less: number) =>
    paged({ list, height, rowUnits, columns, groupOf, less, now });
  const whole = size ? pagesIn(items, size.height, 0) : [];
  const letters = lettersOf && whole.length > pagesWithoutLetters ? lettersOfAll(items, lettersOf) : [];
  const letter = wanted !== null && letters.includes(wanted) ? wanted : null;
  const listed = letter === null ? items : items.filter((item) => lettersOf?.(item).includes(letter));
  // Another room, other words or another list: reckoned afresh.
  const reckoned = JSON.stringify([size, listed.length, letter, now.larger, language]);
  const less = cut.of === reckoned ? cut.less : 0;
  const strip = letters.length > 0 && size ? lettersHeight(letters.length, size.width, now) : 0;
  // Where letters would leave no room for two rows, they unfold over the list instead.
  const folded = size !== null && size.height - strip < 2 * rowHeight(rowUnits, now) + pagerHeight(now);
  const pages = size ? pagesIn(listed, size.height - (folded ? 0 : strip), less) : [];
  const shownPage = Math.max(0, Math.min(page, pages.length - 1));

  // Long names make rows taller than they were reckoned: then a page holds one row less.
  useLayoutEffect(() => {
    const element = room.current;
    const most = Math.max(0, ...pages.map((sections) => sections.flatMap(({ items }) => items).length));
    const more = most > columns;
    if (element !== null && more && element.scrollHeight > element.clientHeight + 1)
      setCut({ of: reckoned, less: less + 1 });
  });

  const narrowing = {
    letters,
    chosen: letter,
    onChoose(next: string | null): void {
      setWanted(next);
      setPage(0);
    },
  };
  return (
    <div className="paged" ref={room}>
      {letters.length > 0 && !folded && <LetterKeys {...narrowing} />}
      {pages[shownPage]?.map(({ group, items: shown }) => (
        <section key={group ?? ""} className="paged-part" {...(group ? { "aria-label": group } : {})}>
          {group && <h2>{group}</h2>}
          <ul
            className={columns === 2 ? "rows two" : "rows"}
            aria-label={group ? `${label}: ${group}` : label}
            style={{ gridAutoRows: `minmax(${rowHeight(rowUnits, now)}px, auto)` }}
          >
            {shown.map((item) => (
              <li key={keyOf(item)}>{render(item)}</li>
            ))}
          </ul>
        </section>
      ))}
      <Pager page={shownPage} pages={pages.length} onTurn={setPage}>
        {letters.length > 0 && folded && <FoldedLetters {...narrowing} />}
      </Pager>
    </div>
  );
}

type Layout = ReturnType<typeof layout>;

/** Larger text breaks into more lines, but what stands beside it grows less; one wide column needs no more lines. */
const rowHeight = (rowUnits: number, { unit, larger, wide }: Layout): number =>
  Math.max(rowUnits * unit, smallestRow) * (wide && larger >= 1.5 ? 1 : 1 + (larger - 1) / 2);

const pagerHeight = ({ unit }: Layout): number => Math.max(pagerUnits * unit, 64 + 3 * unit);

type Paging<T> = {
  readonly list: readonly T[];
  readonly height: number;
  readonly rowUnits: number;
  readonly columns: number;
  readonly groupOf: ((item: T) => string) | undefined;
  /** Rows that a page holds less than was reckoned. */
  readonly less: number;
  readonly now: Layout;
};

function paged<T>({ list, height, rowUnits, columns, groupOf, less, now }: Paging<T>) {
  const { unit, larger } = now;
  const gap = gapUnits * unit;
  const row = rowHeight(rowUnits, now) + gap;
  const heading = Math.max(3 * unit, 21) * larger * 1.25 + gap;
  const into = (room: number, without: number) =>
    listPages(list, { columns, height: room + gap - without * row, row, heading, groupOf });
  const all = into(height, 0);
  if (all.length <= 1 && less === 0) return all;
  // The pager itself takes room: where one page is not enough, all are cut for what is left.
  const left = height - pagerHeight(now);
  return into(left, all.length <= 1 ? less - 1 : less);
}
