import { useQuery } from "@tanstack/react-query";
import { CircleCheck, UserPlus, UserRound } from "lucide-react";
import type { Card, CardOffer } from "#contract/patients/cards.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { CentralList } from "../../components/CentralList.tsx";
import { Notice } from "../../components/Notice.tsx";
import { PagedList } from "../../components/PagedList.tsx";
import { Row } from "../../components/Row.tsx";
import { useCore } from "../../hooks/core.ts";
import { type QueryState, useQueryState } from "../../hooks/useQueryState.ts";
import { useTexts } from "../../i18n/index.ts";
import { useAccount } from "../../state/cards.ts";
import { useFlow } from "../../state/visit.ts";
import { AccountTabs } from "./AccountTabs.tsx";
import { CardRow } from "./CardRow.tsx";
import { NoCards } from "./NoCards.tsx";
import { OfferRow, OffersRow } from "./OfferRow.tsx";
import "./cards.css";

/** «Картотека»: everybody whom the patient books for. In the flow oneself comes first, with a card or without. */
export function CardList({ inFlow }: { readonly inFlow: boolean }) {
  const { t } = useTexts();
  const { orpc } = useCore();
  const { news } = useAccount();
  const query = useQuery(
    orpc.cards.list.queryOptions({
      input: {},
      select: (cards) => cards.filter(({ relation }) => !inFlow || relation !== "self"),
    }),
  );
  const offered = useQuery(orpc.cards.offers.queryOptions({ input: {} }));
  const cards = useQueryState(query);
  // Cards are shown with what is offered beside them, or without it where that can't be had.
  const list = cards.state === "ready" && offered.isPending ? { state: "loading" as const } : cards;
  const entries: QueryState<readonly Entry[]> =
    list.state === "ready" ? { ...list, value: entriesOf(list.value, offered.data ?? []) } : list;
  return (
    <StepLayout
      title={t(inFlow ? "cards.forWhom" : "cards.title")}
      sub={t(inFlow ? "cards.forWhomSub" : "cards.sub")}
      facts={inFlow}
    >
      {!inFlow && <AccountTabs chosen="cards" />}
      {news === "removed" && (
        <Notice icon={CircleCheck} tone="info" live>
          {t("cards.removed")}
        </Notice>
      )}
      {inFlow && <SelfRow />}
      <CentralList list={entries} onAgain={query.refetch} empty={<NoCards inFlow={inFlow} />}>
        {(entries) => (
          <PagedList<Entry>
            label={t("cards.title")}
            items={entries}
            keyOf={({ key }) => key}
            rowUnits={{ tall: 15, wide: 11 }}
            oneColumn
            render={(entry) => <EntryRow entry={entry} />}
          />
        )}
      </CentralList>
    </StepLayout>
  );
}

type Entry =
  | { readonly key: string; readonly card: Card }
  | { readonly key: string; readonly offer: CardOffer }
  | { readonly key: "offers"; readonly offers: readonly CardOffer[] }
  | { readonly key: "add" };

/**
 * What is offered stands before the cards, on the first page, and in one row, so that it pushes none of them off.
 * Nothing where there is neither a card nor an offer: the ways to a first card stand there then.
 */
const entriesOf = (cards: readonly Card[], offers: readonly CardOffer[]): readonly Entry[] => {
  if (cards.length === 0 && offers.length === 0) return [];
  const isFolded = cards.length > 0 && offers.length > 1;
  return [
    ...(isFolded
      ? [{ key: "offers" as const, offers }]
      : offers.map((offer) => ({ key: `offer ${offer.id}`, offer }))),
    ...cards.map((card) => ({ key: card.id, card })),
    { key: "add" },
  ];
};

function EntryRow({ entry }: { readonly entry: Entry }) {
  if ("card" in entry) return <CardRow card={entry.card} />;
  if ("offers" in entry) return <OffersRow offers={entry.offers} />;
  return "offer" in entry ? <OfferRow offer={entry.offer} /> : <AddRow />;
}

/** The patient who has signed in: nothing is added and nothing typed. */
function SelfRow() {
  const { t } = useTexts();
  const { act } = useCore();
  const name = useFlow().choices.patient?.name ?? "";
  return (
    <div className="self-row">
      <Row
        badge={<UserRound />}
        title={t("cards.selfRow", { name })}
        lines={t("cards.selfRowText")}
        onPress={() => void act.chooseSelf()}
      />
    </div>
  );
}

function AddRow() {
  const { t } = useTexts();
  const { act } = useCore();
  return (
    <Row badge={<UserPlus />} title={t("cards.addRow")} lines={t("cards.addRowText")} onPress={act.newCard} />
  );
}
