import { Hourglass } from "lucide-react";
import { AskReception } from "../../components/AskReception.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { Key } from "../../components/Key.tsx";
import { useTexts } from "../../i18n/index.ts";

/** Why nobody can be booked by a card that waits for reception, and what to take there. */
export function WaitsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTexts();
  return (
    <Dialog
      title={t("attachment.waitingTitle")}
      lead={<Hourglass aria-hidden />}
      actions={
        <Key tone="primary" command="back" onPress={onClose}>
          {t("understood")}
        </Key>
      }
    >
      <p>{t("attachment.waitingText")}</p>
      <p>
        <AskReception />
      </p>
    </Dialog>
  );
}
