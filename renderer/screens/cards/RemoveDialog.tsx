import { Trash2 } from "lucide-react";
import type { Card } from "#contract/patients/cards.ts";
import { Dialog } from "../../components/Dialog.tsx";
import { Key } from "../../components/Key.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { fullName } from "./card-details.ts";

/** The question before a card is deleted. The person's visits stay. */
export function RemoveDialog({ card }: { readonly card: Card }) {
  const { t } = useTexts();
  const { act } = useCore();
  return (
    <Dialog
      title={t("cards.askRemove")}
      lead={<Trash2 aria-hidden />}
      actions={
        <>
          <Key onPress={() => void act.removeCard(card)}>{t("cards.yesRemove")}</Key>
          <Key tone="primary" command="back" onPress={act.keepCard}>
            {t("cards.keep")}
          </Key>
        </>
      }
    >
      <p>
        <b>{fullName(card)}</b>
      </p>
      <p>{t("cards.askRemoveText")}</p>
    </Dialog>
  );
}
