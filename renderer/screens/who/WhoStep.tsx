import { IdCard, MapPin, UserRound, Users } from "lucide-react";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Tiles } from "../../components/Tiles.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFlow } from "../../state/visit.ts";

/** For whom the visit is. Where the way to a clinic is asked next, and only of oneself, both are one question. */
export function WhoStep() {
  const { t } = useTexts();
  const { act } = useCore();
  const { order, choices } = useFlow();
  const { who, way } = choices;
  const asksWay = order.indexOf("way") === order.indexOf("who") + 1;
  const self = asksWay
    ? [
        {
          key: "policy",
          icon: IdCard,
          title: t("who.selfByPolicy"),
          text: t("way.policyText"),
          chosen: who === "self" && way === "policy",
          onPress: () => act.pick({ who: "self", way: "policy" }),
        },
        {
          key: "district",
          icon: MapPin,
          title: t("who.selfByDistrict"),
          text: t("way.districtText"),
          chosen: who === "self" && way === "district",
          onPress: () => act.pick({ who: "self", way: "district" }),
        },
      ]
    : [
        {
          key: "self",
          icon: UserRound,
          title: t("who.self"),
          text: t("who.selfText"),
          chosen: who === "self",
          onPress: () => act.pick({ who: "self" }),
        },
      ];
  return (
    <StepLayout title={t("who.title")} facts={false}>
      <Tiles
        label={t("who.title")}
        tiles={[
          ...self,
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
