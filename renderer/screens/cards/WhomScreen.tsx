import { StepLayout } from "../../app/StepLayout.tsx";
import { useTexts } from "../../i18n/index.ts";
import { WhomTiles } from "./WhomTiles.tsx";

/** For whom a new card is. */
export function WhomScreen() {
  const { t } = useTexts();
  return (
    <StepLayout title={t("cards.whom.title")} sub={t("cards.whom.sub")} facts={false}>
      <WhomTiles />
    </StepLayout>
  );
}
