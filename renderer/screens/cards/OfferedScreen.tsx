import { ShieldCheck } from "lucide-react";
import type { CardOffer } from "#contract/patients/cards.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Notice } from "../../components/Notice.tsx";
import { digitsDay } from "../../format/dates.ts";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { Agreement } from "./Agreement.tsx";
import { fullName } from "./card-details.ts";

/** The card of a child of whom Госуслуги told and whom the register has: nothing is typed, one agrees and has it. */
export function OfferedScreen({ offer }: { readonly offer: CardOffer }) {
  const { t, language } = useTexts();
  const { act } = useCore();
  return (
    <StepLayout title={t("cards.offer.title")} facts={false}>
      <Notice icon={ShieldCheck} tone="info">
        <b>{`${fullName(offer)}, ${digitsDay(offer.birthDate, language)}`}</b>
        <p>{t("cards.offer.text")}</p>
      </Notice>
      <Agreement variant="child" onYes={(agreed) => void act.addOffered(offer, agreed)} />
    </StepLayout>
  );
}
