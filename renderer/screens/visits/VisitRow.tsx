import { CalendarCheck, Printer } from "lucide-react";
import type { Visit } from "#contract/visits/visit.ts";
import { Key } from "../../components/Key.tsx";
import { Row } from "../../components/Row.tsx";
import { longDay, nearDay } from "../../format/dates.ts";
import { glued } from "../../format/glue.ts";
import { serviceLine } from "../../format/services.ts";
import { useCore } from "../../hooks/core.ts";
import { useToday } from "../../hooks/useToday.ts";
import { useTexts } from "../../i18n/index.ts";
import "./visit.css";

/** A visit in a list: what, with whom and when; and its ticket in one touch. */
export function VisitRow({ visit, onOpen }: { readonly visit: Visit; readonly onOpen: () => void }) {
  const { t, language } = useTexts();
  const { act } = useCore();
  const day = nearDay(visit.date, useToday(), t, language);
  const room = visit.room && t("room", { room: visit.room });
  const print = (): void => {
    onOpen();
    void act.print(visit.visitId, language);
  };
  return (
    <div className="visit-row">
      <Row
        badge={<CalendarCheck />}
        title={serviceLine(visit.service, t, language)}
        lines={
          <>
            <span>{glued(visit.doctor.name)}</span>
            {room && <span>{glued(room)}</span>}
            {visit.change === "inDoubt" && <span className="mark warn">{t("visits.inDoubtShort")}</span>}
          </>
        }
        side={
          <b className="row-when">
            <span>{t("whenDay", { day })}</span> <span>{visit.time}</span>
          </b>
        }
        onPress={onOpen}
      />
      <Key
        icon={Printer}
        className="visit-print"
        label={`${t("visits.ticket")}: ${t("visits.when", { day: longDay(visit.date, language), time: visit.time })}`}
        onPress={print}
      >
        {t("visits.ticket")}
      </Key>
    </div>
  );
}
