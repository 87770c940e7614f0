import { CircleCheck, UserPlus } from "lucide-react";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Answered } from "../../components/Answered.tsx";
import { Key } from "../../components/Key.tsx";
import { Notice } from "../../components/Notice.tsx";
import { PagedList } from "../../components/PagedList.tsx";
import { useCore } from "../../hooks/core.ts";
import { useAskedAgain } from "../../hooks/useAskedAgain.ts";
import { useTexts } from "../../i18n/index.ts";
import { useCabinet } from "../../state/cards.ts";
import { CabinetTabs } from "./CabinetTabs.tsx";
import { CardRow } from "./CardRow.tsx";
import { NoCards } from "./NoCards.tsx";
import "./cards.css";

/** «Картотека»: everybody whom the patient books for, and what can be done for each of them. */
export function CardList({ inFlow }: { readonly inFlow: boolean }) {
  const { t } = useTexts();
  const { api, act } = useCore();
  const removed = useCabinet((state) => state.news === "removed");
  const { asked, again } = useAskedAgain("cards", () => api.cards.list({}));
  const some = asked.state === "ready" && asked.value.length > 0;
  const add = (
    <Key icon={UserPlus} onPress={act.newCard}>
      {t("cards.add")}
    </Key>
  );
  return (
    <StepLayout
      title={t(inFlow ? "cards.forWhom" : "cards.title")}
      sub={t(inFlow ? "cards.forWhomSub" : "cards.sub")}
      facts={inFlow}
      {...(some ? { action: add } : {})}
    >
      {!inFlow && <CabinetTabs chosen="cards" />}
      {removed && (
        <Notice icon={CircleCheck} tone="info" live>
          {t("cards.removed")}
        </Notice>
      )}
      <Answered asked={asked} onAgain={again} empty={<NoCards />}>
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
      </Answered>
    </StepLayout>
  );
}
