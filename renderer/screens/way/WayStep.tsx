import { IdCard, MapPin } from "lucide-react";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Tiles } from "../../components/Tiles.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFlow } from "../../state/visit.ts";

/** How one comes to a clinic: by its district, or by the attachment that a policy stands for. */
export function WayStep() {
  const { t } = useTexts();
  const { act } = useCore();
  const { way } = useFlow().choices;
  return (
    <StepLayout title={t("way.title")} facts={false}>
      <Tiles
        label={t("way.title")}
        tiles={[
          {
            key: "policy",
            icon: IdCard,
            title: t("way.policy"),
            text: t("way.policyText"),
            chosen: way === "policy",
            onPress: () => act.pick({ way: "policy" }),
          },
          {
            key: "district",
            icon: MapPin,
            title: t("way.district"),
            text: t("way.districtText"),
            chosen: way === "district",
            onPress: () => act.pick({ way: "district" }),
          },
        ]}
      />
    </StepLayout>
  );
}
