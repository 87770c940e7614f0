import { ShieldCheck } from "lucide-react";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Notice } from "../../components/Notice.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFlow } from "../../state/visit.ts";
import { Agreement } from "./Agreement.tsx";

/** The card for oneself: nothing is typed, one agrees and has it. */
export function SelfScreen() {
  const { t } = useTexts();
  const { act } = useCore();
  const name = useFlow().choices.patient?.name ?? "";
  return (
    <StepLayout title={t("cards.self.title")} facts={false}>
      <Notice icon={ShieldCheck} tone="info">
        <b>{name}</b>
        <p>{t("cards.self.text")}</p>
      </Notice>
      <Agreement variant="self" onYes={(agreed) => void act.addSelf(agreed)} />
    </StepLayout>
  );
}
