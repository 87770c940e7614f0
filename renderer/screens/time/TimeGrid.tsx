import { useEffect, useRef, useState } from "react";
import type { TimeCell } from "#contract/schedules/schedule.ts";
import { Pager } from "../../components/Pager.tsx";
import { useTexts } from "../../i18n/index.ts";
import type { Lengths } from "../../layout/lengths.ts";
import { useLengths } from "../../layout/useLengths.ts";
import { type Size, useSize } from "../../layout/useSize.ts";
import { paged } from "./time-pages.ts";
import "./time-grid.css";

const fewestColumns = 4;

type TimeGridProps = {
  readonly cells: readonly TimeCell[];
  readonly chosen: string | null;
  readonly onChoose: (cell: TimeCell) => void;
};

/** The times of a day in its parts. Every cell says its state in words, too. */
export function TimeGrid({ cells, chosen, onChoose }: TimeGridProps) {
  const { t } = useTexts();
  const room = useRef<HTMLDivElement>(null);
  const legend = useRef<HTMLDivElement>(null);
  const size = useSize(room);
  const legendSize = useSize(legend);
  const lengths = useLengths();
  const { pages, columns } =
    size && legendSize
      ? pagesFor(cells, size, legendSize.height, lengths)
      : { pages: [], columns: fewestColumns };
  const [page, setPage] = useState<number | null>(null);
  const first = pages.findIndex((parts) =>
    parts.some((part) => part.cells.some((cell) => isFirst(cell, chosen))),
  );
  const at = Math.max(0, Math.min(page ?? first, pages.length - 1));
  // The page that was opened stays, also when its last free time goes while someone looks at it.
  useEffect(() => {
    if (page === null && pages.length > 0) setPage(at);
  }, [page, pages.length, at]);
  return (
    <div className="times-paged" ref={room}>
      <div className="times-room">
        {pages[at]?.map(({ part, cells: shown }) => (
          <section key={part} className="part" aria-label={t(`time.part.${part}`)}>
            <h2>{t(`time.part.${part}`)}</h2>
            <ul className="times" style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
              {shown.map((cell) => (
                <li key={cell.slotId}>
                  <Cell cell={cell} chosen={cell.slotId === chosen} onChoose={onChoose} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <div className="legend" ref={legend}>
        <span>
          <i className="swatch free" />
          {t("time.legend.free")}
        </span>
        <span>
          <i className="swatch busy" />
          {t("time.legend.taken")}
        </span>
        <span>
          <i className="swatch held" />
          {t("time.legend.deskOnly")}
        </span>
      </div>
      <Pager page={at} pages={pages.length} onTurn={setPage} />
    </div>
  );
}

const isFirst = (cell: TimeCell, chosen: string | null): boolean =>
  chosen === null ? cell.state === "free" : cell.slotId === chosen;

type CellProps = {
  readonly cell: TimeCell;
  readonly chosen: boolean;
  readonly onChoose: (cell: TimeCell) => void;
};

function Cell({ cell, chosen, onChoose }: CellProps) {
  const { t } = useTexts();
  const word = t(`time.state.${cell.state}`);
  if (cell.state === "free") {
    return (
      <button
        type="button"
        className={chosen ? "slot free chosen" : "slot free"}
        onClick={() => onChoose(cell)}
      >
        {cell.time}
        <small>{word}</small>
      </button>
    );
  }
  return (
    <div className={`slot ${cell.state}`}>
      {cell.time}
      <small>{word}</small>
    </div>
  );
}

function pagesFor(
  cells: readonly TimeCell[],
  { width, height: outer }: Size,
  legend: number,
  lengths: Lengths,
) {
  const { timeGap: gap, timeCell, timeLeastWidth, timeMostColumns, timeHeading: heading } = lengths;
  const height = outer - legend - lengths.timeBlockGap;
  const most = Math.floor((width + gap) / (timeLeastWidth + gap));
  const columns = Math.min(timeMostColumns, Math.max(fewestColumns, most));
  const row = timeCell + gap;
  const whole = paged(cells, { columns, height, row, heading });
  // The pager itself takes room: where one page is not enough, all are cut for what is left.
  const pages =
    whole.length <= 1 ? whole : paged(cells, { columns, height: height - lengths.timePager, row, heading });
  return { columns, pages };
}
