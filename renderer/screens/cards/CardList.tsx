import { useQuery } from "@tanstack/react-query";
import { CircleCheck, UserPlus, UserRound } from "lucide-react";
import { StepLayout } from "../../app/StepLayout.tsx";
import { CentralList } from "../../components/CentralList.tsx";
import { Key } from "../../components/Key.tsx";
import { Notice } from "../../components/Notice.tsx";
import { PagedList } from "../../components/PagedList.tsx";
import { Row } from "../../components/Row.tsx";
import { useCore } from "../../hooks/core.ts";
import { useQueryState } from "../../hooks/useQueryState.ts";
import { useTexts } from "../../i18n/index.ts";
import { useAccount } from "../../state/cards.ts";
import { useFlow } from "../../state/visit.ts";
import { AccountTabs } from "./AccountTabs.tsx";
import { CardRow } from "./CardRow.tsx";
import { NoCards } from "./NoCards.tsx";
import "./cards.css";

/**
 * «Картотека»: everybody whom the patient books for, and what can be done for each of them. In the flow oneself comes
 * first, with a card or without.
 */
export function CardList({ inFlow }: { readonly inFlow: boolean }) {
  const { t } = useTexts();
  const { orpc, act } = useCore();
  const { news } = useAccount();
  const query = useQuery(
    orpc.cards.list.queryOptions({
      input: {},
      select: (cards) => cards.filter(({ relation }) => !inFlow || relation !== "self"),
    }),
  );
  const cards = useQueryState(query);
  return (
    <StepLayout
      title={t(inFlow ? "cards.forWhom" : "cards.title")}
      sub={t(inFlow ? "cards.forWhomSub" : "cards.sub")}
      facts={inFlow}
      action={
        <Key icon={UserPlus} onPress={act.newCard}>
          {t("cards.add")}
        </Key>
      }
    >
      {!inFlow && <AccountTabs chosen="cards" />}
      {news === "removed" && (
        <Notice icon={CircleCheck} tone="info" live>
          {t("cards.removed")}
        </Notice>
      )}
      {inFlow && <SelfRow />}
      <CentralList list={cards} onAgain={query.refetch} empty={<NoCards inFlow={inFlow} />}>
        {(cards) => (
          <PagedList
            label={t("cards.title")}
            items={cards}
            keyOf={(card) => card.id}
            rowUnits={{ tall: 25, wide: 10.8 }}
            oneColumn
            render={(card) => <CardRow card={card} />}
          />
        )}
      </CentralList>
    </StepLayout>
  );
}

/** The patient who has signed in: nothing is added and nothing typed. */
function SelfRow() {
  const { t } = useTexts();
  const { act } = useCore();
  const name = useFlow().choices.patient?.name ?? "";
  return (
    <Row
      badge={<UserRound />}
      title={t("cards.selfRow", { name })}
      lines={t("cards.selfRowText")}
      onPress={() => void act.chooseSelf()}
    />
  );
}
