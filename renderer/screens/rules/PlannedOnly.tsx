import { Siren } from "lucide-react";
import { Notice } from "../../components/Notice.tsx";
import { useTexts } from "../../i18n/index.ts";
import { useInfo } from "../../state/kiosk.ts";

/** Before a service is chosen: only planned visits are booked here, and where to turn when it can't wait. */
export function PlannedOnly() {
  const { t } = useTexts();
  if (!useInfo().rules.plannedOnly) return null;
  return (
    <Notice icon={Siren}>
      <b>{t("rules.plannedOnly.title")}</b> {t("rules.plannedOnly.text")}
    </Notice>
  );
}
