import { ChevronLeft, ChevronRight } from "lucide-react";
import { type CSSProperties, useRef, useState } from "react";
import type { Day } from "#contract/schedules/schedule.ts";
import { Key } from "../../components/Key.tsx";
import { monthSpan, weekdays } from "../../format/dates.ts";
import { useTexts } from "../../i18n/index.ts";
import { useLengths } from "../../layout/useLengths.ts";
import { useSize } from "../../layout/useSize.ts";
import { DayCell } from "./DayCell.tsx";
import "./date-grid.css";

type DateGridProps = {
  readonly days: readonly Day[];
  readonly today: string;
  readonly nearest: string | null;
  readonly chosen: string | null;
  readonly onChoose: (day: Day) => void;
};

const mostWeeks = 4;

/**
 * As many weeks as there is room for, Monday first, from the first week that has something to offer: light days can
 * be booked, dark ones say why not.
 */
export function DateGrid({ days: all, today, nearest, chosen, onChoose }: DateGridProps) {
  const { t, language } = useTexts();
  // Weeks that were shown stay, when their last free day goes.
  const [atFirst] = useState(() => weeksBefore(all));
  const days = all.slice(Math.min(atFirst, weeksBefore(all)));
  const room = useRef<HTMLDivElement>(null);
  const height = useSize(room)?.height ?? 0;
  const { dayGap, dayLeast } = useLengths();
  const weeks = Math.max(1, Math.min(mostWeeks, Math.floor((height + dayGap) / (dayLeast + dayGap))));
  const perPage = weeks * 7;
  const [turned, setPage] = useState<number | null>(null);
  const page = turned ?? pageOf(days, chosen ?? nearest, perPage);
  const pages = Math.max(1, Math.ceil(days.length / perPage));
  const first = Math.max(0, Math.min(page * perPage, days.length - perPage));
  const shown = days.slice(first, first + perPage);
  const [from, to] = [shown[0]?.date ?? today, shown.at(-1)?.date ?? today];
  return (
    <div className="dates">
      <div className="dates-head">
        <h2 aria-live="polite">{monthSpan(from, to, language)}</h2>
        {pages > 1 && (
          <div className="dates-turn">
            <Key
              icon={ChevronLeft}
              label={t("date.earlier")}
              command="earlier"
              disabled={page === 0}
              onPress={() => setPage(page - 1)}
            >
              {""}
            </Key>
            <Key
              icon={ChevronRight}
              label={t("date.later")}
              command="later"
              disabled={page >= pages - 1}
              onPress={() => setPage(page + 1)}
            >
              {""}
            </Key>
          </div>
        )}
      </div>
      <div className="weekdays" aria-hidden>
        {weekdays(language).map((name) => (
          <span key={name}>{name}</span>
        ))}
      </div>
      <div className="days-room" ref={room}>
        <ul className="days" aria-label={t("date.title")} style={{ "--weeks": weeks } as CSSProperties}>
          {shown.map((day) => (
            <li key={day.date}>
              <DayCell
                day={day}
                today={day.date === today}
                near={day.date === nearest}
                chosen={day.date === chosen}
                onChoose={onChoose}
              />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** The days of the weeks that are over or hold nothing before the first one that can be booked in. */
function weeksBefore(days: readonly Day[]): number {
  const first = days.findIndex(({ state }) => state !== "dark");
  return first < 0 ? 0 : first - (first % 7);
}

function pageOf(days: readonly Day[], date: string | null, perPage: number): number {
  const place = days.findIndex((day) => day.date === date);
  return Math.max(0, Math.floor(place / perPage));
}
