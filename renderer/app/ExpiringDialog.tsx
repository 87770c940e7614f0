import { useState } from "react";
import { Dialog } from "../components/Dialog.tsx";
import { Key } from "../components/Key.tsx";
import { Ring } from "../components/Ring.tsx";
import { useCore } from "../hooks/core.ts";
import { useCountdown } from "../hooks/useCountdown.ts";
import { useTexts } from "../i18n/index.ts";
import { useSession } from "../state/session.ts";
import { useVisit } from "../state/visit.ts";

/** «Are you still here?» before the core ends the session. The success screen has a countdown of its own. */
export function ExpiringDialog() {
  const { session, since } = useSession();
  const { view, flow, booking, help } = useVisit();
  const [heard, setHeard] = useState<number | null>(null);
  const seen = view !== "welcome" || help !== null;
  if (session.state !== "expiring" || !seen || booking.state === "sending") return null;
  if (flow?.choices.visit !== undefined || heard === since) return null;
  return session.reason === "idle" ? (
    <IdleQuestion key={since} seconds={session.seconds} since={since} />
  ) : (
    <CapNotice key={since} seconds={session.seconds} since={since} onHeard={() => setHeard(since)} />
  );
}

const ringSeconds = 20;

function IdleQuestion({ seconds, since }: { readonly seconds: number; readonly since: number }) {
  const { t } = useTexts();
  const { act } = useCore();
  const left = useCountdown(seconds, since);
  return (
    <Dialog
      title={t("expiring.title")}
      lead={left <= ringSeconds && <Ring seconds={left} of={Math.min(seconds, ringSeconds)} />}
      actions={
        <>
          <Key onPress={() => void act.leave("home")}>{t("expiring.leave")}</Key>
          <Key tone="primary" command="back" onPress={() => void act.stay()}>
            {t("expiring.stay")}
          </Key>
        </>
      }
    >
      {t("expiring.text", { count: left })}
    </Dialog>
  );
}

type CapNoticeProps = { readonly seconds: number; readonly since: number; readonly onHeard: () => void };

function CapNotice({ seconds, since, onHeard }: CapNoticeProps) {
  const { t } = useTexts();
  const left = useCountdown(seconds, since);
  return (
    <Dialog
      title={t("cap.title")}
      lead={left <= ringSeconds && <Ring seconds={left} of={Math.min(seconds, ringSeconds)} />}
      actions={
        <Key tone="primary" command="back" onPress={onHeard}>
          {t("cap.understood")}
        </Key>
      }
    >
      {t("cap.text", { count: left })}
    </Dialog>
  );
}
