import { Mail, MailCheck, TriangleAlert } from "lucide-react";
import { Key } from "../../components/Key.tsx";
import { Notice } from "../../components/Notice.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useInfo } from "../../state/kiosk.ts";
import { useFlow, useVisit } from "../../state/visit.ts";

/** The way to a copy of the ticket by e-mail, where mail is sent and no address was given before the booking. */
export function CopyOffer() {
  const { t } = useTexts();
  const { act } = useCore();
  const copy = useVisit((state) => state.copy);
  const given = useFlow().choices.email?.address;
  if (!useInfo().mail || given) return null;
  if (copy === "sent")
    return (
      <div className="done-copy">
        <Notice icon={MailCheck} tone="info" live>
          {t("email.sent")}
        </Notice>
      </div>
    );
  return (
    <div className="done-copy">
      {copy === "failed" && (
        <Notice icon={TriangleAlert} live>
          {t("email.failed")}
        </Notice>
      )}
      <Key icon={Mail} onPress={act.openCopy}>
        {t("email.offer")}
      </Key>
    </div>
  );
}
