import { Baby, type LucideIcon, UserRound, UsersRound } from "lucide-react";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";

export type NewCardOption = {
  readonly key: "self" | "child" | "other";
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text: string;
  readonly onPress: () => void;
};

/** The three ways to a new card. */
export function useNewCardOptions(): readonly NewCardOption[] {
  const { t } = useTexts();
  const { act } = useCore();
  return [
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
  ];
}
