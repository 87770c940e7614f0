import { useQuery } from "@tanstack/react-query";
import { CalendarDays } from "lucide-react";
import type { Visit } from "#contract/visits/visit.ts";
import { Key } from "../../components/Key.tsx";
import { nearTime } from "../../format/dates.ts";
import { useCore } from "../../hooks/core.ts";
import { useQueryState } from "../../hooks/useQueryState.ts";
import { useToday } from "../../hooks/useToday.ts";
import { useTexts } from "../../i18n/index.ts";
import "./visit.css";

const asked = 20;
const shown = 3;

type MoveTimesProps = { readonly visit: Visit; readonly place: NonNullable<Visit["place"]> };

/** The same doctor's nearest times, each of them a move in one touch, and the way to all the others. */
export function MoveTimes({ visit, place: { branchId, serviceId, scheduleId } }: MoveTimesProps) {
  const { t, language } = useTexts();
  const { orpc, act } = useCore();
  const today = useToday();
  const list = useQueryState(
    useQuery(
      orpc.schedule.nearest.queryOptions({
        input: { branchId, serviceId, limit: asked },
        meta: { ofAllSchedules: true },
      }),
    ),
  );
  const offers = list.state === "ready" ? list.value : [];
  const own = offers.filter((offer) => offer.scheduleId === scheduleId).slice(0, shown);
  return (
    <div className="visit-move">
      {own.length > 0 && <p>{t("visits.moveTo")}</p>}
      <div className="visit-times">
        {own.map((offer, place) => {
          const when = nearTime(offer, today, t, language);
          return (
            <Key
              key={offer.slotId}
              tone="go"
              className={place === 0 ? "" : "spare"}
              label={`${t("visits.move")}: ${when}`}
              onPress={() => act.beginMove(visit, offer)}
            >
              {when}
            </Key>
          );
        })}
        <Key icon={CalendarDays} onPress={() => act.beginMove(visit)}>
          {t(own.length > 0 ? "doctor.otherDay" : "visits.move")}
        </Key>
      </div>
    </div>
  );
}
