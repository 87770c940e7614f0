import type { DayAndTime } from "#contract/time/calendar.ts";
import { nearDay } from "../format/dates.ts";
import { useToday } from "../hooks/useToday.ts";
import { useTexts } from "../i18n/index.ts";

/** The right-hand side of a row: the nearest free time, day and hour. */
export function NearestSide({ when, note }: { readonly when: DayAndTime; readonly note?: string }) {
  const { t, language } = useTexts();
  const day = nearDay(when.date, useToday(), t, language);
  return (
    <>
      <b className="row-when">
        <span>{t("whenDay", { day })}</span> <span>{when.time}</span>
      </b>
      <span className={note ? "row-note" : "row-note usual"}>{note ?? t("nearest")}</span>
    </>
  );
}
