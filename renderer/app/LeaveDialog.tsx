import { House } from "lucide-react";
import { Dialog } from "../components/Dialog.tsx";
import { Key } from "../components/Key.tsx";
import { useCore } from "../hooks/core.ts";
import { useTexts } from "../i18n/index.ts";
import { useAccount } from "../state/cards.ts";

/** Asked before a patient who is under way loses what was chosen or typed. */
export function LeaveDialog() {
  const { t } = useTexts();
  const { act } = useCore();
  const typing = useAccount((state) => state.place.at === "form");
  return (
    <Dialog
      title={t("leave.title")}
      lead={<House aria-hidden />}
      actions={
        <>
          <Key onPress={() => void act.leave("home")}>{t("leave.yes")}</Key>
          <Key tone="primary" command="back" onPress={act.stayHere}>
            {t(typing ? "leave.cardNo" : "leave.no")}
          </Key>
        </>
      }
    >
      {t(typing ? "leave.cardText" : "leave.text")}
    </Dialog>
  );
}
