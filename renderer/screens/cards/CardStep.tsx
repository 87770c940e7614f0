import { CircleUserRound } from "lucide-react";
import type { Card } from "#contract/cards.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Choosing } from "../../components/Choosing.tsx";
import { PagedList } from "../../components/PagedList.tsx";
import { Row } from "../../components/Row.tsx";
import { useCore } from "../../hooks/core.ts";
import { useAsked } from "../../hooks/useAsked.ts";
import { useTexts } from "../../i18n/index.ts";

/** For which of the patient's cards the visit is. */
export function CardStep() {
  const { t } = useTexts();
  const { api, act } = useCore();
  const asked = useAsked("cards", () => api.cards.list({}), 0);
  return (
    <StepLayout title={t("who.title")} facts={false}>
      <Choosing asked={asked} icon={CircleUserRound} empty={t("cards.empty")}>
        {(cards) => (
          <PagedList
            label={t("who.title")}
            items={cards}
            keyOf={(card) => card.id}
            render={(card) => (
              <Row
                badge={<CircleUserRound />}
                title={nameOf(card)}
                onPress={() => void act.chooseCard(card.id)}
              />
            )}
          />
        )}
      </Choosing>
    </StepLayout>
  );
}

const nameOf = ({ family, given, patronymic }: Card): string =>
  [family, given, patronymic].filter(Boolean).join(" ");
