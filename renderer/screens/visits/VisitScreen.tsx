import { CalendarClock, CalendarX2, Clock } from "lucide-react";
import type { Visit } from "#contract/domain.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { Key } from "../../components/Key.tsx";
import { Notice } from "../../components/Notice.tsx";
import { longDay } from "../../format/dates.ts";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { TicketPrinting } from "../done/TicketPrinting.tsx";
import "./visit.css";

/** One visit: all about it, its ticket, and moving or cancelling it where that can be done here. */
export function VisitScreen({ visit, asking }: { readonly visit: Visit; readonly asking: boolean }) {
  const { t, language } = useTexts();
  const { act } = useCore();
  const open = visit.change === "open";
  return (
    <StepLayout
      title={t("visits.when", { day: longDay(visit.date, language), time: visit.time })}
      facts={false}
    >
      <VisitFacts visit={visit} />
      {!open && (
        <Notice icon={Clock} tone="info">
          {t(visit.change === "inDoubt" ? "visits.inDoubt" : "visits.deskOnly")}
        </Notice>
      )}
      <div className="visit-keys">
        <TicketPrinting
          onPrint={() => void act.print(visit.visitId, language)}
          onAnswer={(cameOut) => void act.cameOut(visit.visitId, cameOut)}
        />
        {open && (
          <div className="visit-change">
            {visit.place && (
              <Key icon={CalendarClock} onPress={() => act.beginMove(visit)}>
                {t("visits.move")}
              </Key>
            )}
            <Key icon={CalendarX2} onPress={() => act.askCancel(visit)}>
              {t("visits.cancel")}
            </Key>
          </div>
        )}
      </div>
      {asking && <CancelDialog visit={visit} />}
    </StepLayout>
  );
}

/** What a visit is about, but for its time. */
export function VisitFacts({ visit }: { readonly visit: Visit }) {
  const { t } = useTexts();
  const { clinic, branch, address, room, doctor, service, number, patient } = visit;
  const facts = [
    { label: t("path.service"), value: service.name },
    { label: t("path.doctor"), value: [doctor.name, doctor.position].filter(Boolean).join(", ") },
    {
      label: t("visits.where"),
      value: [clinic, branch !== clinic && branch, address].filter(Boolean).join(", "),
    },
    { label: t("visits.room"), value: room },
    { label: t("done.number"), value: number },
    { label: t("done.patient"), value: patient },
  ];
  return (
    <dl className="visit-facts">
      {facts
        .filter(({ value }) => value !== "")
        .map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function CancelDialog({ visit }: { readonly visit: Visit }) {
  const { t, language } = useTexts();
  const { act } = useCore();
  const when = { day: longDay(visit.date, language), time: visit.time };
  return (
    <Dialog
      title={t("visits.askCancel")}
      lead={<CalendarX2 aria-hidden />}
      actions={
        <>
          <Key onPress={() => void act.cancel(visit)}>{t("visits.yesCancel")}</Key>
          <Key tone="primary" command="back" onPress={() => act.openVisit(visit)}>
            {t("visits.keep")}
          </Key>
        </>
      }
    >
      <p className="visit-gone">{t("visits.askCancelText", when)}</p>
    </Dialog>
  );
}
