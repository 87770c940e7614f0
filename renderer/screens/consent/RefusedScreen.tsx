import { Handshake, House } from "lucide-react";
import { useState } from "react";
import { AskReception } from "../../components/AskReception.tsx";
import { Face } from "../../components/Face.tsx";
import { Key } from "../../components/Key.tsx";
import { useCore } from "../../hooks/core.ts";
import { useCountdown } from "../../hooks/useCountdown.ts";
import { useTimeout } from "../../hooks/useTimeout.ts";
import { useTexts } from "../../i18n/index.ts";
import { ModesKey } from "../../modes/index.ts";

const leaveAfter = 30;

/** The agreement was refused: that is a right, and there are other ways to a doctor. */
export function RefusedScreen() {
  const { t } = useTexts();
  const { act } = useCore();
  const [since] = useState(() => performance.now());
  const left = useCountdown(useTimeout(leaveAfter), since, act.finish);
  return (
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
      <Key tone="primary" icon={House} onPress={act.finish}>
        {t("nav.home")}
      </Key>
      <p className="leave-note">{t("leavesIn", { count: left })}</p>
      <ModesKey />
    </Face>
  );
}
