import { useQuery } from "@tanstack/react-query";
import { CalendarX2 } from "lucide-react";
import { useEffect } from "react";
import { StepLayout } from "../../app/StepLayout.tsx";
import { CentralList } from "../../components/CentralList.tsx";
import { PagedList } from "../../components/PagedList.tsx";
import { useCore } from "../../hooks/core.ts";
import { useQueryState } from "../../hooks/useQueryState.ts";
import { useTexts } from "../../i18n/index.ts";
import { useVisit } from "../../state/visit.ts";
import { VisitRow } from "./VisitRow.tsx";

/** What a list of one shows until its visit is opened. */
const passing = { state: "loading" } as const;

/** What is booked: which service, with whom, when. */
export function VisitList() {
  const { t } = useTexts();
  const { orpc, act } = useCore();
  const query = useQuery(orpc.booking.list.queryOptions({ input: {} }));
  const list = useQueryState(query);
  // What a change has made of the list is known when it has been read again.
  const visits = list.state === "ready" && !query.isFetching ? list.value : null;
  const [lone] = visits?.length === 1 ? visits : [];
  useEffect(() => {
    if (visits === null) return;
    const { wantedVisit } = useVisit.getState();
    useVisit.setState({ wantedVisit: null });
    if (lone) return act.openLoneVisit(lone);
    const wanted = visits.find(({ visitId }) => visitId === wantedVisit);
    if (wanted) act.openVisit(wanted);
  }, [visits, lone, act]);
  return (
    <StepLayout title={t("visits.title")} sub={t("visits.listSub")} facts={false}>
      <CentralList
        list={lone ? passing : list}
        icon={CalendarX2}
        empty={t("visits.empty")}
        onAgain={query.refetch}
      >
        {(visits) => (
          <PagedList
            label={t("visits.title")}
            items={visits}
            keyOf={(visit) => visit.visitId}
            oneColumn
            rowUnits={{ tall: 13.6, wide: 10 }}
            render={(visit) => <VisitRow visit={visit} onOpen={() => act.openVisit(visit)} />}
          />
        )}
      </CentralList>
    </StepLayout>
  );
}
