import { CalendarDays } from "lucide-react";
import type { Doctor, Opening } from "#contract/schedules/catalog.ts";
import { Row } from "../../components/Row.tsx";
import { dayAndMonth, longDay, soonDay } from "../../format/dates.ts";
import { glued } from "../../format/glue.ts";
import { useToday } from "../../hooks/useToday.ts";
import { useTexts } from "../../i18n/index.ts";

type DoctorRowProps = {
  readonly doctor: Doctor;
  readonly onTime: (opening: Opening) => void;
  readonly onOtherDay: () => void;
};

/** A doctor with times to take in one touch, and the way to all the others. */
export function DoctorRow({ doctor, onTime, onOtherDay }: DoctorRowProps) {
  const { t } = useTexts();
  return (
    <div className="doctor-row">
      <button type="button" className="row-text doctor-head" onClick={onOtherDay}>
        <b>{doctor.name}</b>
        <DoctorLines doctor={doctor} />
      </button>
      <div className="doctor-times">
        {doctor.openings.map((opening) => (
          <TimeKey key={opening.slotId} {...{ doctor, opening, onTime }} />
        ))}
        <button type="button" className="time-key other" onClick={onOtherDay}>
          <CalendarDays aria-hidden />
          <span>
            {t("doctor.otherDay")}
            <span className="hidden-text">{`, ${doctor.shortName}`}</span>
          </span>
        </button>
      </div>
    </div>
  );
}

type TimeKeyProps = Pick<DoctorRowProps, "doctor" | "onTime"> & { readonly opening: Opening };

function TimeKey({ doctor, opening, onTime }: TimeKeyProps) {
  const { t, language } = useTexts();
  const today = useToday();
  const day = parted(soonDay(opening.date, today, t, language));
  const spoken = t("visits.when", { day: longDay(opening.date, language), time: opening.time });
  return (
    <button type="button" className="time-key" onClick={() => onTime(opening)}>
      <span aria-hidden>{day}</span>
      <b aria-hidden>{opening.time}</b>
      <span className="hidden-text">{`${spoken}, ${doctor.shortName}`}</span>
    </button>
  );
}

const longestPiece = 9;
/** A day whose number and month are wider together than a key, «30 сентября», may stand in two lines. */
const parted = (day: string): string =>
  day.split(" ").some((piece) => piece.length > longestPiece) ? day.replaceAll("\u00a0", " ") : day;

/** A doctor who can't be booked now, and why; no button. */
export function ClosedDoctorRow({ doctor }: { readonly doctor: Doctor }) {
  const { t, language } = useTexts();
  const away = doctor.awayUntil && t("doctor.away", { until: dayAndMonth(doctor.awayUntil, language) });
  return (
    <Row
      badge={<CalendarDays />}
      title={doctor.name}
      lines={<DoctorLines doctor={doctor} />}
      tone="closed"
      side={<b>{glued(away || t("doctor.noTime"))}</b>}
    />
  );
}

function DoctorLines({ doctor: { position, room } }: { readonly doctor: Doctor }) {
  const { t } = useTexts();
  return (
    <span className="row-lines">
      {position && <span>{position}</span>}
      {room && <span>{glued(t("room", { room }))}</span>}
    </span>
  );
}
