import { UserRound, Users } from "lucide-react";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Tiles } from "../../components/Tiles.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFlow } from "../../state/visit.ts";

/** For whom the visit is. */
export function WhoStep() {
  const { t } = useTexts();
  const { act } = useCore();
  const { who } = useFlow().choices;
  return (
    <StepLayout title={t("who.title")} facts={false}>
      <Tiles
        label={t("who.title")}
        tiles={[
          {
            key: "self",
            icon: UserRound,
            title: t("who.self"),
            text: t("who.selfText"),
            chosen: who === "self",
            onPress: () => act.pick({ who: "self" }),
          },
          {
            key: "other",
            icon: Users,
            title: t("who.other"),
            text: t("who.otherText"),
            chosen: who === "other",
            onPress: () => act.pick({ who: "other" }),
          },
        ]}
      />
    </StepLayout>
  );
}
