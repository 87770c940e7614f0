import { useQuery } from "@tanstack/react-query";
import type { CardOffer } from "#contract/patients/cards.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { PagedList } from "../../components/PagedList.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { OfferRow } from "./OfferRow.tsx";

/** The children of whom Госуслуги told, where they would push the cards off the first page. */
export function OffersScreen() {
  const { t } = useTexts();
  const { orpc } = useCore();
  const { data: offers = [] } = useQuery(orpc.cards.offers.queryOptions({ input: {} }));
  return (
    <StepLayout title={t("cards.offer.several")} sub={t("cards.offer.severalSub")} facts={false}>
      <PagedList<CardOffer>
        label={t("cards.offer.several")}
        items={offers}
        keyOf={({ id }) => id}
        rowUnits={{ tall: 15, wide: 11 }}
        oneColumn
        render={(offer) => <OfferRow offer={offer} />}
      />
    </StepLayout>
  );
}
