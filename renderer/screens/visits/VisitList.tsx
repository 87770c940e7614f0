import { CalendarCheck, CalendarX2, CloudOff } from "lucide-react";
import { useEffect } from "react";
import type { Visit } from "#contract/domain.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Choosing } from "../../components/Choosing.tsx";
import { EmptyList } from "../../components/EmptyList.tsx";
import { PagedList } from "../../components/PagedList.tsx";
import { Row } from "../../components/Row.tsx";
import { nearDay } from "../../format/dates.ts";
import { useCore } from "../../hooks/core.ts";
import { useAsked } from "../../hooks/useAsked.ts";
import { useToday } from "../../hooks/useToday.ts";
import { useTexts } from "../../i18n/index.ts";
import { useVisit } from "../../state/visit.ts";

/** What is booked: which service, with whom, when. */
export function VisitList() {
  const { t } = useTexts();
  const { api, act } = useCore();
  const asked = useAsked("visits", () => api.booking.list({}), 0);
  const visits = asked.state === "ready" ? asked.value : null;
  useEffect(() => {
    const { wantedVisit } = useVisit.getState();
    if (visits === null || wantedVisit === null) return;
    useVisit.setState({ wantedVisit: null });
    const wanted = visits.find(({ visitId }) => visitId === wantedVisit);
    if (wanted) act.openVisit(wanted);
  }, [visits, act]);
  return (
    <StepLayout title={t("visits.title")} sub={t("visits.listSub")} facts={false}>
      {asked.state === "failed" ? (
        <EmptyList icon={CloudOff} text={t("errors.CENTRAL_AWAY.title")} />
      ) : (
        <Choosing asked={asked} icon={CalendarX2} empty={t("visits.empty")}>
          {(visits) => (
            <PagedList
              label={t("visits.title")}
              items={visits}
              keyOf={(visit) => visit.visitId}
              render={(visit) => <VisitRow visit={visit} onPress={() => act.openVisit(visit)} />}
            />
          )}
        </Choosing>
      )}
    </StepLayout>
  );
}

function VisitRow({ visit, onPress }: { readonly visit: Visit; readonly onPress: () => void }) {
  const { t, language } = useTexts();
  const day = nearDay(visit.date, useToday(), t, language);
  const room = visit.room && t("room", { room: visit.room });
  return (
    <Row
      badge={<CalendarCheck />}
      title={visit.service.name}
      lines={[visit.doctor.name, room].filter(Boolean).join(" · ")}
      side={
        <b className="row-when">
          <span>{t("whenDay", { day })}</span> <span>{visit.time}</span>
        </b>
      }
      onPress={onPress}
    />
  );
}
