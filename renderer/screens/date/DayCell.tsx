import type { Day } from "#contract/schedules/schedule.ts";
import { dayNumber, longDay } from "../../format/dates.ts";
import { useTexts } from "../../i18n/index.ts";

type DayCellProps = {
  readonly day: Day;
  readonly today: boolean;
  readonly near: boolean;
  readonly chosen: boolean;
  readonly onChoose: (day: Day) => void;
};

export function DayCell({ day, today, near, chosen, onChoose }: DayCellProps) {
  const { t, language } = useTexts();
  const name = longDay(day.date, language);
  const mark = today && <span className="day-today">{t("day.today")}</span>;
  if (day.state === "dark") {
    const why = t(`date.reason.${day.reason}`);
    return (
      <div className="day dark" role="img" aria-label={`${name}: ${why}`}>
        <b>{dayNumber(day.date)}</b>
        {mark}
        <span className="day-why">{why}</span>
      </div>
    );
  }
  return (
    <button
      type="button"
      className={`day light ${near ? "near" : ""} ${chosen ? "chosen" : ""}`}
      onClick={() => onChoose(day)}
    >
      <span className="hidden-text">{name}</span>
      <b aria-hidden>{dayNumber(day.date)}</b>
      {mark || (
        <span className="day-hours">
          <span>{`${day.from}–`}</span>
          <span>{day.to}</span>
        </span>
      )}
      <span className="day-free">{t("date.freeShort", { count: day.free })}</span>
    </button>
  );
}
