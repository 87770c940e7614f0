import { CloudOff } from "lucide-react";
import { type ReactNode, useState } from "react";
import { FaceStep } from "../../app/FaceStep.tsx";
import { useTexts } from "../../i18n/index.ts";
import { useKiosk } from "../../state/kiosk.ts";

/**
 * Stands before a step that asks who one is or what one agrees to: while the central API is away, none of it would lead
 * to a visit. The step appears by itself as soon as the connection is back; one that was reached stays, whatever
 * happens to the connection meanwhile, because what is typed there must not go.
 */
export function CentralGate({ children }: { readonly children: ReactNode }) {
  const { t } = useTexts();
  const isAway = useKiosk(({ central }) => central?.state === "stale");
  const [wasOpen, setWasOpen] = useState(!isAway);
  if (!isAway && !wasOpen) setWasOpen(true);
  if (!isAway || wasOpen) return children;
  return (
    <FaceStep
      icon={CloudOff}
      tone="warn"
      title={t("central.waitTitle")}
      text={t("central.waitText")}
      reception
    />
  );
}
