import { PhoneCall } from "lucide-react";
import { useCallback, useState } from "react";
import { FinalNav } from "../../app/FinalNav.tsx";
import { AskReception } from "../../components/AskReception.tsx";
import { Face } from "../../components/Face.tsx";
import { LeaveNote } from "../../components/LeaveNote.tsx";
import { useCore } from "../../hooks/core.ts";
import { useCountdown } from "../../hooks/useCountdown.ts";
import { useTimeout } from "../../hooks/useTimeout.ts";
import { useTexts } from "../../i18n/index.ts";

const leaveAfter = 90;
const ringSeconds = 20;

/** The core stopped answering during a booking: whether the visit exists isn't known yet. No key leads back into the flow. */
export function UnsettledScreen() {
  const { t } = useTexts();
  const { act } = useCore();
  const [since] = useState(() => performance.now());
  const leave = useCallback(() => void act.leave("home"), [act]);
  const left = useCountdown(useTimeout(leaveAfter), since, leave);
  return (
    <>
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
        <LeaveNote left={left} ringFrom={ringSeconds} />
      </Face>
      <FinalNav onLeave={leave} />
    </>
  );
}
