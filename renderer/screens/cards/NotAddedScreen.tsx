import { Handshake } from "lucide-react";
import { FaceStep } from "../../app/FaceStep.tsx";
import { Key } from "../../components/Key.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";

/** The agreement was refused: nothing was typed in vain for longer than this screen lasts. */
export function NotAddedScreen() {
  const { t } = useTexts();
  const { act } = useCore();
  return (
    <FaceStep icon={Handshake} title={t("cards.notAdded.title")} text={t("cards.notAdded.text")} reception>
      <Key tone="primary" onPress={act.toCards}>
        {t("cards.toCards")}
      </Key>
    </FaceStep>
  );
}
