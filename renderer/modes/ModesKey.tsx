import { Accessibility } from "lucide-react";
import { Key } from "../components/Key.tsx";
import { useTexts } from "../i18n/index.ts";
import { openModes } from "./store.ts";

/** Opens the modes for people over whatever screen is there; the step below keeps what it holds. */
export function ModesKey() {
  const { t } = useTexts();
  return (
    <Key icon={Accessibility} className="modes-key" onPress={openModes}>
      {t("modes.key")}
    </Key>
  );
}
