import { Baby, UserRound, UsersRound } from "lucide-react";
import { Tiles } from "../../components/Tiles.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";

/** The three ways to a new card. */
export function WhomTiles() {
  const { t } = useTexts();
  const { act } = useCore();
  return (
    <Tiles
      label={t("cards.whom.title")}
      tiles={[
        {
          key: "self",
          icon: UserRound,
          title: t("cards.whom.self"),
          text: t("cards.whom.selfSub"),
          onPress: act.newSelfCard,
        },
        {
          key: "child",
          icon: Baby,
          title: t("cards.whom.child"),
          text: t("cards.whom.childSub"),
          onPress: () => act.typeCard("child"),
        },
        {
          key: "other",
          icon: UsersRound,
          title: t("cards.whom.other"),
          text: t("cards.whom.otherSub"),
          onPress: () => act.typeCard("other"),
        },
      ]}
    />
  );
}
