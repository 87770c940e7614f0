import { Handshake } from "lucide-react";
import { useState } from "react";
import { FinalNav } from "../../app/FinalNav.tsx";
import { AskReception } from "../../components/AskReception.tsx";
import { Face } from "../../components/Face.tsx";
import { LeaveNote } from "../../components/LeaveNote.tsx";
import { useCore } from "../../hooks/core.ts";
import { useCountdown } from "../../hooks/useCountdown.ts";
import { useTimeout } from "../../hooks/useTimeout.ts";
import { useTexts } from "../../i18n/index.ts";

const leaveAfter = 30;

/** The agreement was refused: that is a right, and there are other ways to a doctor. */
export function RefusedScreen() {
  const { t } = useTexts();
  const { act } = useCore();
  const [since] = useState(() => performance.now());
  const left = useCountdown(useTimeout(leaveAfter), since, act.finish);
  return (
    <>
      <Face
        icon={Handshake}
        title={t("refused.title")}
        text={
          <>
            <p>{t("refused.text")}</p>
            <p>
              <AskReception />
            </p>
          </>
        }
      >
        <LeaveNote left={left} ringFrom={leaveAfter} />
      </Face>
      <FinalNav onLeave={act.finish} />
    </>
  );
}
