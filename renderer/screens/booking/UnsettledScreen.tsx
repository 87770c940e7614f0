import { House, PhoneCall } from "lucide-react";
import { useCallback, useState } from "react";
import { AskReception } from "../../components/AskReception.tsx";
import { Face } from "../../components/Face.tsx";
import { Key } from "../../components/Key.tsx";
import { useCore } from "../../hooks/core.ts";
import { useCountdown } from "../../hooks/useCountdown.ts";
import { useTimeout } from "../../hooks/useTimeout.ts";
import { useTexts } from "../../i18n/index.ts";
import { ModesKey } from "../../modes/index.ts";

const leaveAfter = 90;

/** The core fell silent in the middle: nobody has said yet whether the visit exists. There is no way back into the flow. */
export function UnsettledScreen() {
  const { t } = useTexts();
  const { act } = useCore();
  const [since] = useState(() => performance.now());
  const leave = useCallback(() => void act.leave("home"), [act]);
  const left = useCountdown(useTimeout(leaveAfter), since, leave);
  return (
    <Face
      icon={PhoneCall}
      tone="danger"
      title={t("unsettled.title")}
      text={
        <>
          <p>{t("unsettled.text")}</p>
          <p>
            <AskReception />
          </p>
        </>
      }
    >
      <Key icon={House} onPress={leave}>
        {t("nav.home")}
      </Key>
      <p className="leave-note">{t("leavesIn", { count: left })}</p>
      <ModesKey />
    </Face>
  );
}
