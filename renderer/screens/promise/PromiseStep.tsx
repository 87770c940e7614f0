import { CalendarX2, Check } from "lucide-react";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Key } from "../../components/Key.tsx";
import { Notice } from "../../components/Notice.tsx";
import { isLast } from "../../flow/index.ts";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useInfo } from "../../state/kiosk.ts";
import { useFlow } from "../../state/visit.ts";
import "./promise.css";

/** The promise to cancel a visit that one can't come to. The key itself says what its touch promises. */
export function PromiseStep() {
  const { t } = useTexts();
  const { act } = useCore();
  const { rules } = useInfo();
  const last = isLast(useFlow());
  return (
    <StepLayout title={t("promise.title")}>
      <p className="promise-why">{t("promise.why")}</p>
      <Notice icon={CalendarX2} tone="info">
        {t("promise.how")} {rules.cancelAhead > 0 && t("promise.ahead", { count: rules.cancelAhead })}
      </Notice>
      <Key tone="go" icon={Check} className="promise-key" onPress={() => act.pick({ promise: true })}>
        {t(last ? "promise.book" : "promise.agree")}
      </Key>
    </StepLayout>
  );
}
