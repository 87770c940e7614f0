import { CalendarCheck, CalendarPlus, Check, CircleCheckBig, TimerReset } from "lucide-react";
import { useEffect, useRef } from "react";
import { NavBar } from "../../app/NavBar.tsx";
import { Key } from "../../components/Key.tsx";
import { Ring } from "../../components/Ring.tsx";
import { useCore } from "../../hooks/core.ts";
import { useHeading } from "../../hooks/useHeading.ts";
import { useReportShown } from "../../hooks/useReportShown.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFitToHeight } from "../../layout/useFitToHeight.ts";
import { useInfo } from "../../state/kiosk.ts";
import { useFlow, useVisit } from "../../state/visit.ts";
import { CopyOffer } from "../email/CopyOffer.tsx";
import { DoneFacts } from "./DoneFacts.tsx";
import { DonePaper } from "./DonePaper.tsx";
import { TicketPrinting } from "./TicketPrinting.tsx";
import { useLastScreen } from "./useLastScreen.ts";
import "./done.css";

/** From when on the countdown is a ring as well, s. */
const ringSeconds = 20;

/** Booked: when and where to come, the ticket, and one countdown that ends the session. */
export function DoneScreen() {
  const { t, language } = useTexts();
  const { act } = useCore();
  const { ticket } = useInfo();
  const moved = useVisit((state) => state.moving !== null);
  const visit = useFlow().choices.visit;
  const visitId = visit?.visitId ?? "";
  const { printing, left, stay } = useLastScreen();
  const isAuto = ticket.print === "auto";

  const heading = useHeading();
  const main = useRef<HTMLElement>(null);
  useFitToHeight(main);
  useReportShown(visitId);
  useEffect(() => {
    if (isAuto && visitId !== "") void act.printUnasked(visitId, language);
  }, [act, isAuto, visitId, language]);
  if (visit === undefined) return null;

  const print = (): void => {
    stay();
    void act.print(visitId, language);
  };
  const answer = (yes: boolean): void => {
    stay();
    void act.cameOut(visitId, yes);
  };
  // One key leads: to the ticket until it is out, then home.
  const isOut = printing.state === "printed";
  const isPrinting = printing.state === "printing";

  return (
    <>
      <main ref={main} className="done">
        <div className="done-say" role="status">
          <span className="done-tick" aria-hidden>
            <CircleCheckBig strokeWidth={1.8} />
          </span>
          <h1 ref={heading} tabIndex={-1}>
            {t(moved ? "visits.moved" : "done.title")}
          </h1>
        </div>
        <div className="done-card">
          <div className="done-told">
            <DoneFacts visit={visit} />
            <p className="done-bring">{t("done.bring")}</p>
            <DonePaper visit={visit} isPrinting={isPrinting} />
          </div>
        </div>
        <div className="done-do">
          <TicketPrinting onPrint={print} onAnswer={answer} />
          {!moved && <CopyOffer />}
          <div className="done-keys">
            {moved && (
              <Key icon={CalendarCheck} onPress={act.toList}>
                {t("visits.title")}
              </Key>
            )}
            <Key icon={CalendarPlus} onPress={act.bookAnother}>
              {t("done.another")}
            </Key>
          </div>
          <div className="done-leave">
            {!isPrinting && (
              <>
                {left <= ringSeconds && <Ring seconds={left} of={ringSeconds} />}
                <span>{t("leavesIn", { count: left })}</span>
                <Key icon={TimerReset} onPress={stay}>
                  {t("done.stay")}
                </Key>
              </>
            )}
          </div>
        </div>
      </main>
      <NavBar
        back={false}
        onHome={act.finish}
        isHeld={isPrinting}
        action={
          <Key tone={isOut ? "primary" : "plain"} icon={Check} disabled={isPrinting} onPress={act.finish}>
            {t("done.finish")}
          </Key>
        }
      />
    </>
  );
}
