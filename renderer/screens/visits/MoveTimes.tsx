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

type MoveTimesProps = { readonly visit: Visit; readonly place: NonNullable<Visit["place"]> };

/** The same doctor's nearest times, each of them a move in one touch, and the way to all the others. */
export function MoveTimes({ visit, place: { branchId, serviceId, scheduleId } }: MoveTimesProps) {
  const { t, language } = useTexts();
  const { orpc, act } = useCore();
  const today = useToday();
  const doctors = useQueryState(
    useQuery(
      orpc.catalog.doctors.queryOptions({
        input: { branchId, serviceId },
        meta: { ofAllSchedules: true },
      }),
    ),
  );
  const doctor =
    doctors.state === "ready" ? doctors.value.find((one) => one.scheduleId === scheduleId) : undefined;
  const openings = doctor?.openings ?? [];
  return (
    <div className="visit-move">
      {openings.length > 0 && <p>{t("visits.moveTo")}</p>}
      <div className="visit-times">
        {openings.map((opening, place) => {
          const when = nearTime(opening, today, t, language);
          return (
            <Key
              key={opening.slotId}
              tone="go"
              className={place === 0 ? "" : "spare"}
              label={`${t("visits.move")}: ${when}`}
              onPress={() => act.beginMove(visit, opening)}
            >
              {when}
            </Key>
          );
        })}
        <Key icon={CalendarDays} onPress={() => act.beginMove(visit)}>
          {t(openings.length > 0 ? "doctor.otherDay" : "visits.move")}
        </Key>
      </div>
    </div>
  );
}
