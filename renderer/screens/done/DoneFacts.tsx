import type { Ticket } from "#contract/index.ts";
import { capital, shortDay } from "../../format/dates.ts";
import { useTexts } from "../../i18n/index.ts";

/** A room's number as doors carry it, in characters; what is longer is a name. */
const longestNumber = 8;

/** What the patient must remember, to be read at arm's length: day, time and room; then the doctor and where to come. */
export function DoneFacts({ visit }: { readonly visit: Ticket }) {
  const { t, language } = useTexts();
  const place = visit.address || visit.branch || visit.clinic;
  return (
    <>
      <p className="done-day">{capital(shortDay(visit.date, language), language)}</p>
      <p className="done-when">
        <span>{visit.time}</span>
        {visit.room && (
          <span className={`done-room ${visit.room.length > longestNumber ? "long" : ""}`}>
            {t("room", { room: visit.room })}
          </span>
        )}
      </p>
      <p className="done-doctor">{visit.doctor.name}</p>
      <p className="done-place">{place}</p>
    </>
  );
}
