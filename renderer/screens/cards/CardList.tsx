import { useQuery } from "@tanstack/react-query";
import { CircleCheck, UserPlus, UserRound } from "lucide-react";
import type { Card } from "#contract/patients/cards.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { CentralList } from "../../components/CentralList.tsx";
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
  const cards = useQueryState(query);
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
      <CentralList list={cards} onAgain={query.refetch} empty={<NoCards inFlow={inFlow} />}>
        {(cards) => (
          <PagedList<Card | null>
            label={t("cards.title")}
            items={[...cards, null]}
            keyOf={(card) => card?.id ?? "add"}
            rowUnits={{ tall: 15, wide: 11 }}
            oneColumn
            render={(card) => (card ? <CardRow card={card} /> : <AddRow />)}
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
