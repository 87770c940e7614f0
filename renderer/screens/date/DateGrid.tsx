import { ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import type { Day } from "#contract/schedules/schedule.ts";
import { Key } from "../../components/Key.tsx";
import { monthSpan, weekdays } from "../../format/dates.ts";
import { useTexts } from "../../i18n/index.ts";
import { DayCell } from "./DayCell.tsx";
import "./date-grid.css";

type DateGridProps = {
  readonly days: readonly Day[];
  readonly today: string;
  readonly nearest: string | null;
  readonly chosen: string | null;
  readonly onChoose: (day: Day) => void;
};

const perPage = 21;

/** Three weeks at a time, Monday first, from the first week that has something to offer: light days can be booked, dark ones say why not. */
export function DateGrid({ days: all, today, nearest, chosen, onChoose }: DateGridProps) {
  const { t, language } = useTexts();
  // Weeks that were shown stay, when their last free day goes.
  const [atFirst] = useState(() => weeksBefore(all));
  const days = all.slice(Math.min(atFirst, weeksBefore(all)));
  const [page, setPage] = useState(() => pageOf(days, chosen ?? nearest));
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
      <ul className="days" aria-label={t("date.title")}>
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
      <div className="legend">
        <span>
          <i className="swatch light" />
          {t("date.legend.free")}
        </span>
        <span>
          <i className="swatch busy" />
          {t("date.legend.dark")}
        </span>
      </div>
    </div>
  );
}

/** The days of the weeks that are over or hold nothing before the first one that can be booked in. */
function weeksBefore(days: readonly Day[]): number {
  const first = days.findIndex(({ state }) => state !== "dark");
  return first < 0 ? 0 : first - (first % 7);
}

function pageOf(days: readonly Day[], date: string | null): number {
  const place = days.findIndex((day) => day.date === date);
  return Math.max(0, Math.floor(place / perPage));
}
