import { useQuery } from "@tanstack/react-query";
import { CalendarPlus, CircleCheckBig, House, TimerReset } from "lucide-react";
import { useCallback, useRef, useState } from "react";
import { Key } from "../../components/Key.tsx";
import { Ring } from "../../components/Ring.tsx";
import { longDay } from "../../format/dates.ts";
import { useCore } from "../../hooks/core.ts";
import { useCountdown } from "../../hooks/useCountdown.ts";
import { useHeading } from "../../hooks/useHeading.ts";
import { useQueryState } from "../../hooks/useQueryState.ts";
import { useReportShown } from "../../hooks/useReportShown.ts";
import { useTimeout } from "../../hooks/useTimeout.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFitToHeight } from "../../layout/useFitToHeight.ts";
import { useInfo } from "../../state/kiosk.ts";
import { useFlow, useVisit } from "../../state/visit.ts";
import { TicketPrinting } from "./TicketPrinting.tsx";
import "./done.css";

const ringSeconds = 20;

/** Booked. The ticket as it will be printed, what to bring, and one countdown that ends the session. */
export function DoneScreen() {
  const { t, language } = useTexts();
  const { orpc, act } = useCore();
  const { seconds } = useInfo();
  const moved = useVisit((state) => state.moving !== null);
  const visit = useFlow().choices.visit;
  const [since, setSince] = useState(() => performance.now());
  const visitId = visit?.visitId ?? "";
  const preview = useQueryState(useQuery(orpc.ticket.preview.queryOptions({ input: { visitId, language } })));
  const picture = preview.state === "ready" ? preview.value : null;

  const leave = useCallback(() => {
    // A ticket that is coming out is waited for: its owner is still standing here.
    if (useVisit.getState().printing.state === "printing") setSince(performance.now());
    else act.finish();
  }, [act]);
  const left = useCountdown(useTimeout(seconds.done), since, leave);

  const heading = useHeading();
  const main = useRef<HTMLElement>(null);
  useFitToHeight(main);
  useReportShown(visitId);
  if (visit === undefined) return null;
  const stay = (): void => {
    setSince(performance.now());
    void act.stay();
  };
  const print = (): void => {
    stay();
    void act.print(visitId, language).then(() => setSince(performance.now()));
  };

  const answer = (yes: boolean): void => {
    stay();
    void act.cameOut(visitId, yes);
  };

  return (
    <main ref={main} className="done">
      <div className="done-say" role="status">
        <span className="done-tick" aria-hidden>
          <CircleCheckBig strokeWidth={1.8} />
        </span>
        <h1 ref={heading} tabIndex={-1}>
          {t(moved ? "visits.moved" : "done.title")}
        </h1>
        <p className="done-when">
          {`${longDay(visit.date, language)}, ${visit.time}`}
          {visit.room && <span>{` · ${t("room", { room: visit.room })}`}</span>}
        </p>
        <p className="done-bring">{t("done.bring")}</p>
      </div>
      <div className="done-paper">
        {picture ? (
          <img
            src={`data:image/png;base64,${picture.png}`}
            width={picture.width}
            height={picture.height}
            alt={t("done.ticketAlt", {
              number: visit.number,
              doctor: visit.doctor.name,
              day: longDay(visit.date, language),
              time: visit.time,
              patient: visit.patient,
            })}
          />
        ) : (
          <dl className="done-facts">
            <dt>{t("done.number")}</dt>
            <dd>{visit.number}</dd>
            <dt>{t("path.doctor")}</dt>
            <dd>{visit.doctor.name}</dd>
            <dt>{t("path.service")}</dt>
            <dd>{visit.service.name}</dd>
            <dt>{t("done.patient")}</dt>
            <dd>{visit.patient}</dd>
          </dl>
        )}
      </div>
      <div className="done-do">
        <TicketPrinting onPrint={print} onAnswer={answer} />
        <div className="done-keys">
          <Key icon={CalendarPlus} onPress={act.bookAnother}>
            {t("done.another")}
          </Key>
          <Key icon={House} onPress={act.finish}>
            {t("nav.home")}
          </Key>
        </div>
        <div className="done-leave">
          {left <= ringSeconds && <Ring seconds={left} of={Math.min(ringSeconds, seconds.done)} />}
          <span>{t("leavesIn", { count: left })}</span>
          <Key icon={TimerReset} tone="quiet" onPress={stay}>
            {t("done.stay")}
          </Key>
        </div>
      </div>
    </main>
  );
}
