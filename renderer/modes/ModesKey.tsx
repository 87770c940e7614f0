import { AArrowUp } from "lucide-react";
import { Key } from "../components/Key.tsx";
import { useTexts } from "../i18n/index.ts";
import { openModes } from "./store.ts";

/** Opens the modes for people over whatever screen is there; the step below keeps what it holds. */
export function ModesKey() {
  const { t } = useTexts();
  return (
    <Key icon={AArrowUp} className="nav-key modes-key" label={t("modes.key")} onPress={openModes}>
      <span className="key-long">{t("modes.key")}</span>
      <span className="key-short">{t("modes.keyShort")}</span>
    </Key>
  );
}
