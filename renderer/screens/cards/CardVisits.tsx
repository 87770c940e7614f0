import { useQuery } from "@tanstack/react-query";
import { CalendarX2 } from "lucide-react";
import type { Card } from "#contract/patients/cards.ts";
import { CentralList } from "../../components/CentralList.tsx";
import { PagedList } from "../../components/PagedList.tsx";
import { useCore } from "../../hooks/core.ts";
import { useQueryState } from "../../hooks/useQueryState.ts";
import { useTexts } from "../../i18n/index.ts";
import { VisitRow } from "../visits/VisitRow.tsx";

/** The visits of a card's person that are still to come. */
export function CardVisits({ card }: { readonly card: Card }) {
  const { t } = useTexts();
  const { orpc, act } = useCore();
  const query = useQuery(orpc.cards.visits.queryOptions({ input: { cardId: card.id } }));
  const visits = useQueryState(query);
  return (
    <CentralList list={visits} icon={CalendarX2} empty={t("visits.empty")} onAgain={query.refetch}>
      {(visits) => (
        <PagedList
          label={t("cards.tab.visits")}
          items={visits}
          keyOf={(visit) => visit.visitId}
          oneColumn
          rowUnits={{ tall: 13.6, wide: 15 }}
          render={(visit) => <VisitRow visit={visit} onOpen={() => act.openCardVisit(card, visit)} />}
        />
      )}
    </CentralList>
  );
}
