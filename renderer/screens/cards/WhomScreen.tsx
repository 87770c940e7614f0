import { StepLayout } from "../../app/StepLayout.tsx";
import { Tiles } from "../../components/Tiles.tsx";
import { useTexts } from "../../i18n/index.ts";
import { useNewCardOptions } from "./new-card-options.ts";

/** For whom a new card is. */
export function WhomScreen() {
  const { t } = useTexts();
  const whom = useNewCardOptions();
  return (
    <StepLayout title={t("cards.whom.title")} sub={t("cards.whom.sub")} facts={false}>
      <Tiles label={t("cards.whom.title")} tiles={whom} />
    </StepLayout>
  );
}
