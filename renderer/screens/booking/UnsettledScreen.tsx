import { House, PhoneCall } from "lucide-react";
import { useCallback, useState } from "react";
import { AskDesk } from "../../components/AskDesk.tsx";
import { Face } from "../../components/Face.tsx";
import { Key } from "../../components/Key.tsx";
import { useCore } from "../../hooks/core.ts";
import { useCountdown } from "../../hooks/useCountdown.ts";
import { useTexts } from "../../i18n/index.ts";

const leaveAfter = 90;

/** Nobody knows yet whether the visit exists. No way back into the flow: booking once more might book twice. */
export function UnsettledScreen() {
  const { t } = useTexts();
  const { act } = useCore();
  const [since] = useState(() => performance.now());
  const leave = useCallback(() => void act.leave("home"), [act]);
  const left = useCountdown(leaveAfter, since, leave);
  return (
    <Face
      icon={PhoneCall}
      tone="danger"
      title={t("errors.BOOKING_UNKNOWN.title")}
      text={
        <>
          <p>{t("errors.BOOKING_UNKNOWN.text")}</p>
          <p>
            <AskDesk />
          </p>
        </>
      }
    >
      <Key icon={House} onPress={leave}>
        {t("nav.home")}
      </Key>
      <p className="leave-note">{t("leavesIn", { count: left })}</p>
    </Face>
  );
}
