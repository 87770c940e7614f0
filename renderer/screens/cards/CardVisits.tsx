import { CalendarX2 } from "lucide-react";
import type { Card } from "#contract/cards.ts";
import { Answered } from "../../components/Answered.tsx";
import { PagedList } from "../../components/PagedList.tsx";
import { useCore } from "../../hooks/core.ts";
import { useAskedAgain } from "../../hooks/useAskedAgain.ts";
import { useTexts } from "../../i18n/index.ts";
import { VisitRow } from "../visits/VisitRow.tsx";

/** The visits of a card's person that are still to come. */
export function CardVisits({ card }: { readonly card: Card }) {
  const { t } = useTexts();
  const { api, act } = useCore();
  const { asked, again } = useAskedAgain(card.id, () => api.cards.visits({ cardId: card.id }));
  return (
    <Answered asked={asked} icon={CalendarX2} empty={t("visits.empty")} onAgain={again}>
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
    </Answered>
  );
}
