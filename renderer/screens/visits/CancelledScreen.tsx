import { CalendarCheck, CalendarPlus, CircleCheckBig } from "lucide-react";
import type { Visit } from "#contract/visits/visit.ts";
import { FinalNav } from "../../app/FinalNav.tsx";
import { Face } from "../../components/Face.tsx";
import { Key } from "../../components/Key.tsx";
import { longDay } from "../../format/dates.ts";
import { useCore } from "../../hooks/core.ts";
import { useReportShown } from "../../hooks/useReportShown.ts";
import { useTexts } from "../../i18n/index.ts";
import "./visit.css";

export function CancelledScreen({ visit }: { readonly visit: Visit }) {
  const { t, language } = useTexts();
  const { act } = useCore();
  useReportShown(visit.visitId);
  const when = { day: longDay(visit.date, language), time: visit.time };
  return (
    <>
      <Face
        icon={CircleCheckBig}
        tone="good"
        title={t("visits.cancelled")}
        text={
          <>
            <p className="visit-gone">{t("visits.cancelledText", when)}</p>
            <p>{visit.doctor.name}</p>
          </>
        }
      >
        <div className="face-keys">
          <Key icon={CalendarCheck} onPress={act.toList}>
            {t("visits.title")}
          </Key>
          <Key icon={CalendarPlus} onPress={act.bookAnother}>
            {t("done.another")}
          </Key>
        </div>
      </Face>
      <FinalNav onLeave={act.finish} />
    </>
  );
}
