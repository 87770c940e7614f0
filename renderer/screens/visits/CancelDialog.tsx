import { CalendarX2 } from "lucide-react";
import type { Visit } from "#contract/visits/visit.ts";
import { Dialog } from "../../components/Dialog.tsx";
import { Key } from "../../components/Key.tsx";
import { hoursUntil, longDay } from "../../format/dates.ts";
import { serviceLine } from "../../format/services.ts";
import { useCore } from "../../hooks/core.ts";
import { useMinute } from "../../hooks/useMinute.ts";
import { useTexts } from "../../i18n/index.ts";
import { useInfo } from "../../state/kiosk.ts";
import "./visit.css";

/** The question before a visit is given away. A patient who comes late with it is told so, kindly, and may still. */
export function CancelDialog({ visit }: { readonly visit: Visit }) {
  const { t, language } = useTexts();
  const { act } = useCore();
  const { timeZone, rules } = useInfo();
  const late = hoursUntil(visit, useMinute(), timeZone) < rules.cancelAhead;
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
      <p className="visit-gone">
        {t("visits.when", { day: longDay(visit.date, language), time: visit.time })}
      </p>
      <p>{serviceLine(visit.service, t, language)}</p>
      <p>{late ? t("visits.cancelLate") : t("visits.cancelEarly")}</p>
    </Dialog>
  );
}
