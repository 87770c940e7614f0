import { Eye, EyeOff } from "lucide-react";
import { type CSSProperties, useEffect, useRef, useState } from "react";
import type { TimeCell } from "#contract/schedules/schedule.ts";
import { Key } from "../../components/Key.tsx";
import { Pager } from "../../components/Pager.tsx";
import { useTexts } from "../../i18n/index.ts";
import { useLengths } from "../../layout/useLengths.ts";
import { useSize } from "../../layout/useSize.ts";
import { planTimes } from "./time-plan.ts";
import "./time-grid.css";

type TimeGridProps = {
  readonly cells: readonly TimeCell[];
  readonly chosen: string | null;
  /** Staff help: times that reception alone gives out can be chosen, too. */
  readonly isHelped?: boolean;
  readonly onChoose: (cell: TimeCell) => void;
};

const columnsOf = (count: number) => ({ gridTemplateColumns: `repeat(${count}, minmax(0, 1fr))` });

/**
 * The times of a day: what can be chosen first and large, the rest small below it or behind a key. Every cell says its
 * state in words, too. A time that goes while it is shown keeps its place.
 */
export function TimeGrid({ cells, chosen, isHelped = false, onChoose }: TimeGridProps) {
  const { t } = useTexts();
  const room = useRef<HTMLDivElement>(null);
  const size = useSize(room);
  const lengths = useLengths();
  const isFree = (cell: TimeCell): boolean => isGivenOut(cell, isHelped);
  const [wereFree] = useState(() => new Set(cells.filter(isFree).map(({ slotId }) => slotId)));
  const [page, setPage] = useState<number | null>(null);
  const [isRestShown, showRest] = useState(false);
  const first = cells.filter((cell) => isFree(cell) || wereFree.has(cell.slotId));
  const others = cells.filter((cell) => !first.includes(cell));
  // What is over comes last: no row of it stands first.
  const rest = [
    ...others.filter(({ state }) => state !== "past"),
    ...others.filter(({ state }) => state === "past"),
  ];
  const plan = size ? planTimes(first, rest, size, lengths) : null;
  const hasRestOnly = first.length === 0 || (isRestShown && plan?.isRestBelow === false);
  const pages = plan === null ? 0 : hasRestOnly ? plan.restPages.length : plan.pages.length;
  const ofChosen =
    plan?.pages.findIndex((parts) =>
      parts.some((part) =>
        part.cells.some((cell) => (chosen === null ? isFree(cell) : cell.slotId === chosen)),
      ),
    ) ?? 0;
  const at = Math.max(0, Math.min(page ?? ofChosen, pages - 1));
  // The page that was opened stays, also when its last free time goes while someone looks at it.
  useEffect(() => {
    if (page === null && pages > 0) setPage(at);
  }, [page, pages, at]);
  const turnTo = (shown: boolean): void => {
    showRest(shown);
    setPage(0);
  };
  const shownRest = plan && (hasRestOnly ? plan.restPages[at] : plan.isRestBelow ? rest : []);
  return (
    <div className="times-paged" ref={room} style={{ "--cell": `${plan?.cell ?? 0}px` } as CSSProperties}>
      <div className="times-room">
        {!hasRestOnly &&
          plan?.pages[at]?.map(({ part, cells: shown }) => (
            <section key={part} className="part" aria-label={t(`time.part.${part}`)}>
              <h2>{t(`time.part.${part}`)}</h2>
              <ul className="times" style={columnsOf(plan.columns)}>
                {shown.map((cell) => (
                  <li key={cell.slotId}>
                    <Cell
                      cell={cell}
                      chosen={cell.slotId === chosen}
                      isHelped={isHelped}
                      onChoose={onChoose}
                    />
                  </li>
                ))}
              </ul>
            </section>
          ))}
        {shownRest && shownRest.length > 0 && (
          <section className="part rest" aria-label={t("time.rest")}>
            <h2>{t("time.rest")}</h2>
            <ul className="times" style={columnsOf(plan.restColumns)}>
              {shownRest.map((cell) => (
                <li key={cell.slotId}>
                  <Cell cell={cell} chosen={false} isHelped={isHelped} onChoose={onChoose} />
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
      <Pager page={at} pages={pages} onTurn={setPage}>
        {plan && !plan.isRestBelow && first.length > 0 && rest.length > 0 && (
          <Key icon={hasRestOnly ? EyeOff : Eye} onPress={() => turnTo(!hasRestOnly)}>
            {t(hasRestOnly ? "time.showFree" : "time.showTaken")}
          </Key>
        )}
      </Pager>
    </div>
  );
}

/** Whether a time can be chosen: a free one, and one of reception's where staff help. */
export const isGivenOut = ({ state }: TimeCell, isHelped: boolean): boolean =>
  state === "free" || (isHelped && state === "receptionOnly");

type CellProps = {
  readonly cell: TimeCell;
  readonly chosen: boolean;
  readonly isHelped: boolean;
  readonly onChoose: (cell: TimeCell) => void;
};

function Cell({ cell, chosen, isHelped, onChoose }: CellProps) {
  const { t } = useTexts();
  const isReceptions = isHelped && cell.state === "receptionOnly";
  const word = t(`time.state.${isReceptions ? "receptionGives" : cell.state}`);
  if (isGivenOut(cell, isHelped)) {
    return (
      <button
        type="button"
        className={`slot ${cell.state}${chosen ? " chosen" : ""}`}
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
