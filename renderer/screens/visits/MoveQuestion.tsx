import { CalendarClock, Check } from "lucide-react";
import type { Visit } from "#contract/visits/visit.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Key } from "../../components/Key.tsx";
import { Notice } from "../../components/Notice.tsx";
import { longDay } from "../../format/dates.ts";
import { serviceLine } from "../../format/services.ts";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFlow } from "../../state/visit.ts";
import "./visit.css";

/** The old time and the new one, before anything is changed. */
export function MoveQuestion({ visit }: { readonly visit: Visit }) {
  const { t, language } = useTexts();
  const { act } = useCore();
  const { date = "", slot, doctor } = useFlow().choices;
  const when = (day: string, time: string): string => t("visits.when", { day: longDay(day, language), time });
  return (
    <StepLayout
      title={t("visits.askMove")}
      sub={serviceLine(visit.service, t, language)}
      facts={false}
      action={
        <Key tone="go" icon={Check} onPress={() => void act.move()}>
          {t("visits.yesMove")}
        </Key>
      }
    >
      <dl className="move-times">
        <div>
          <dt>{t("visits.was")}</dt>
          <dd>{when(visit.date, visit.time)}</dd>
          <dd>{visit.doctor.name}</dd>
        </div>
        <div className="new">
          <dt>{t("visits.becomes")}</dt>
          <dd>{when(date, slot?.time ?? "")}</dd>
          <dd>{doctor?.name}</dd>
        </div>
      </dl>
      <Notice icon={CalendarClock} tone="info">
        {t("visits.keptUntilMoved")}
      </Notice>
    </StepLayout>
  );
}
