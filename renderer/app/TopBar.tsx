import { Plus, UserRound } from "lucide-react";
import { clockDay, clockTime } from "../format/dates.ts";
import { glued } from "../format/glue.ts";
import { useMinute } from "../hooks/useMinute.ts";
import { useTexts } from "../i18n/index.ts";
import { useInfo } from "../state/kiosk.ts";
import { useVisit } from "../state/visit.ts";
import "./top-bar.css";

/** The clinic, who is signed in, and the clock: on every screen. */
export function TopBar() {
  const { t, language } = useTexts();
  const { clinic, timeZone } = useInfo();
  const patient = useVisit((state) => state.flow?.choices.patient);
  const subject = useVisit((state) => state.flow?.choices.subject);
  const person = subject ?? patient;
  const now = useMinute();
  return (
    <header className={person ? "top signed-in" : "top"}>
      <span className="top-sign" aria-hidden>
        <Plus strokeWidth={3} />
      </span>
      <div className="top-clinic" data-staff-hold>
        <b>{clinic.name}</b>
        <div className="top-where">
          {clinic.address && <span className="top-address">{glued(clinic.address)}</span>}
          {clinic.phone && (
            <span className="top-reception">{t("top.reception", { phone: clinic.phone })}</span>
          )}
        </div>
      </div>
      {person && (
        <span className="top-who">
          <UserRound aria-hidden />
          {subject ? (
            <span>
              <span className="top-for">{t("top.for")} </span>
              {glued(subject.name)}
            </span>
          ) : (
            <>
              <span className="hidden-text">{t("top.patient")} </span>
              {glued(person.name)}
            </>
          )}
        </span>
      )}
      <div className="top-clock">
        <b>{clockTime(now, timeZone)}</b>
        <span>{clockDay(now, timeZone, language)}</span>
      </div>
    </header>
  );
}
