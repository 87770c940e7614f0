import { Send } from "lucide-react";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useVisit } from "../../state/visit.ts";
import { EmailForm } from "./EmailForm.tsx";

/** Where a copy of the ticket of a visit goes that is booked already. */
export function CopyScreen({ visitId }: { readonly visitId: string }) {
  const { t } = useTexts();
  const { act } = useCore();
  const isSending = useVisit((state) => state.copy) === "sending";
  return (
    <EmailForm
      sub={t("email.copySub")}
      address=""
      action={{ text: t("email.send"), icon: Send, tone: "primary", disabled: isSending }}
      onConfirm={(address) => void act.sendCopy(visitId, address)}
      onNone={act.closeCopy}
    />
  );
}
