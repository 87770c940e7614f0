import { CalendarX2, Clock } from "lucide-react";
import type { Visit } from "#contract/visits/visit.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Key } from "../../components/Key.tsx";
import { Notice } from "../../components/Notice.tsx";
import { longDay } from "../../format/dates.ts";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { helperOf, useSession } from "../../state/session.ts";
import { TicketPrinting } from "../done/TicketPrinting.tsx";
import { CancelDialog } from "./CancelDialog.tsx";
import { useCancelAhead } from "./cancel-ahead.ts";
import { MoveTimes } from "./MoveTimes.tsx";
import { VisitFacts } from "./VisitFacts.tsx";
import "./visit.css";

/** One visit: all about it, its ticket, and moving or cancelling it where that can be done here. */
export function VisitScreen({ visit, asking }: { readonly visit: Visit; readonly asking: boolean }) {
  const { t, language } = useTexts();
  return (
    <StepLayout
      title={t("visits.when", { day: longDay(visit.date, language), time: visit.time })}
      facts={false}
      picture={<VisitFacts visit={visit} />}
      aside={
        <>
          <VisitKeys visit={visit} />
          {asking && <CancelDialog visit={visit} />}
        </>
      }
    >
      {null}
    </StepLayout>
  );
}

function VisitKeys({ visit }: { readonly visit: Visit }) {
  const { t, language } = useTexts();
  const { act } = useCore();
  const ahead = useCancelAhead();
  const isHelped = useSession(helperOf) !== null;
  const open = visit.change === "open" || visit.change === "cancelOnly";
  return (
    <div className="visit-keys">
      {!open && (
        <Notice icon={Clock} tone="info">
          {t(visit.change === "inDoubt" ? "visits.inDoubt" : "visits.receptionOnly")}
        </Notice>
      )}
      {open && visit.status !== "booked" && isHelped && (
        <Notice icon={Clock} tone="info">
          {t("helped.receptionVisit")}
        </Notice>
      )}
      <TicketPrinting
        onPrint={() => void act.print(visit.visitId, language)}
        onAnswer={(cameOut) => void act.cameOut(visit.visitId, cameOut)}
      />
      {open && (
        <>
          {visit.place && <MoveTimes visit={visit} place={visit.place} />}
          {visit.change === "cancelOnly" && <p className="visit-ahead">{t("visits.cancelThenBook")}</p>}
          <Key icon={CalendarX2} onPress={() => act.askCancel(visit)}>
            {t("visits.cancel")}
          </Key>
        </>
      )}
      {open && ahead && <p className="visit-ahead">{t("visits.cancelAhead", { ahead })}</p>}
    </div>
  );
}
