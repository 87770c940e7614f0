import { Building2, MapPin, MapPinned } from "lucide-react";
import type { OwnPlace } from "#contract/schedules/catalog.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Tiles } from "../../components/Tiles.tsx";
import type { Choices } from "../../flow/index.ts";
import { glued } from "../../format/glue.ts";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { placeSteps, useFlow } from "../../state/visit.ts";
import { withoutTown } from "./addresses.ts";

type HereTilesProps = {
  readonly here: OwnPlace;
  /** Shows all clinics, where there is no list of others to show first. */
  readonly onAll: (() => void) | null;
};

/** The kiosk's own address before any list of places: one touch leads to what is offered there. */
export function HereTiles({ here, onAll }: HereTilesProps) {
  const { t } = useTexts();
  const { act } = useCore();
  const flow = useFlow();
  const { organization, branch } = here;
  const address = withoutTown(branch.address);
  const step = placeSteps.find((one) => one === flow.at) ?? "organization";
  const area: Choices =
    step === "organization" ? {} : { area: { by: "district", name: organization.district } };
  const places = [organization.name, branch.name !== organization.name && branch.name];
  return (
    <StepLayout title={t("here.title")} facts={false}>
      <Tiles
        label={t("here.title")}
        tiles={[
          {
            key: "here",
            icon: MapPin,
            title: address ? t("here.here", { address: glued(address) }) : t("here.hereOnly"),
            text: glued(places.filter(Boolean).join(", ")),
            main: true,
            onPress: () => act.pick({ ...area, organization, branch }),
          },
          ...(organization.branches > 1
            ? [
                {
                  key: "address",
                  icon: MapPinned,
                  title: t("here.otherAddress"),
                  text: t("here.otherAddressText"),
                  onPress: () => act.pick({ ...area, organization }),
                },
              ]
            : []),
          {
            key: "clinic",
            icon: Building2,
            title: t(onAll ? "organization.showOthers" : "here.otherClinic"),
            text: t(onAll ? "here.allText" : `here.otherClinicText.${step}`),
            onPress: onAll ?? act.openPlaces,
          },
        ]}
      />
    </StepLayout>
  );
}
