import { ArrowRight, Check } from "lucide-react";
import { isLast } from "../../flow/index.ts";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFlow } from "../../state/visit.ts";
import { EmailForm } from "./EmailForm.tsx";

/** Where a copy of the ticket goes, if one is wanted. */
export function EmailStep() {
  const { t } = useTexts();
  const { act } = useCore();
  const flow = useFlow();
  const last = isLast(flow);
  return (
    <EmailForm
      sub={t("email.sub")}
      address={flow.choices.email?.address ?? ""}
      action={{
        text: t(last ? "book" : "next"),
        icon: last ? Check : ArrowRight,
        tone: last ? "go" : "primary",
      }}
      onConfirm={(address) => act.pick({ email: { address } })}
      onNone={() => act.pick({ email: { address: "" } })}
    />
  );
}
