import { CalendarX2, Check } from "lucide-react";
import { useState } from "react";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Key } from "../../components/Key.tsx";
import { Notice } from "../../components/Notice.tsx";
import { Tick } from "../../components/Tick.tsx";
import { isLast } from "../../flow/index.ts";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useInfo } from "../../state/kiosk.ts";
import { useFlow } from "../../state/visit.ts";
import "./promise.css";

/** The promise to cancel a visit that one can't come to. Ticked by the patient, never beforehand. */
export function PromiseStep() {
  const { t } = useTexts();
  const { act } = useCore();
  const { rules } = useInfo();
  const flow = useFlow();
  const [ticked, setTicked] = useState(false);
  return (
    <StepLayout
      title={t("promise.title")}
      action={
        <Key tone="go" icon={Check} disabled={!ticked} onPress={() => act.pick({ promise: true })}>
          {t(isLast(flow) ? "book" : "next")}
        </Key>
      }
    >
      <p className="promise-why">{t("promise.why")}</p>
      <Tick checked={ticked} onChange={setTicked}>
        {t("promise.tick")}
      </Tick>
      <Notice icon={CalendarX2} tone="info">
        {t("promise.how")} {rules.cancelAhead > 0 && t("promise.ahead", { count: rules.cancelAhead })}
      </Notice>
    </StepLayout>
  );
}
