import { IdCard, MapPin, Smartphone, UserRound, Users } from "lucide-react";
import type { SignInMethod } from "#contract/patients/phone-sign-in.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Tiles } from "../../components/Tiles.tsx";
import type { Choices } from "../../flow/index.ts";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useInfo } from "../../state/kiosk.ts";
import { useFlow, useVisit } from "../../state/visit.ts";

/** For whom the visit is. Where the way to a clinic is asked next, and only of oneself, both are one question. */
export function WhoStep() {
  const { t } = useTexts();
  const { act } = useCore();
  const { order, choices } = useFlow();
  const { who, way } = choices;
  const { signInMethods } = useInfo();
  const signInWay = useVisit((state) => state.signInWay);
  const choose = (made: Choices, by: SignInMethod) => (): void => {
    act.signInBy(by);
    act.pick(made);
  };
  const asksWay = order.indexOf("way") === order.indexOf("who") + 1;
  const byPhone = signInMethods.includes("gosuslugi");
  const self = asksWay
    ? [
        ...(byPhone
          ? [
              {
                key: "gosuslugi",
                icon: Smartphone,
                title: t("who.selfByGosuslugi"),
                text: t("way.policyText"),
                chosen: who === "self" && way === "policy" && signInWay === "gosuslugi",
                onPress: choose({ who: "self", way: "policy" }, "gosuslugi"),
              },
            ]
          : []),
        {
          key: "policy",
          icon: IdCard,
          title: t("who.selfByPolicy"),
          text: t("way.policyText"),
          chosen: who === "self" && way === "policy" && signInWay !== "gosuslugi",
          onPress: choose({ who: "self", way: "policy" }, "policy"),
        },
        {
          key: "district",
          icon: MapPin,
          title: t("who.selfByDistrict"),
          text: t("way.districtText"),
          chosen: who === "self" && way === "district",
          onPress: choose({ who: "self", way: "district" }, "policy"),
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
