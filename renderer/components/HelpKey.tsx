import { CircleHelp } from "lucide-react";
import { useCore } from "../hooks/core.ts";
import { useTexts } from "../i18n/index.ts";
import type { HelpTopic } from "../state/visit.ts";
import { Key } from "./Key.tsx";

type HelpKeyProps = { readonly topic?: HelpTopic | null; readonly className?: string };

/** Opens the help, at one of its pages where that is what one will ask here. */
export function HelpKey({ topic = null, className = "" }: HelpKeyProps) {
  const { t } = useTexts();
  const { act } = useCore();
  return (
    <Key icon={CircleHelp} className={className} onPress={() => void act.openHelp(topic)}>
      {t("help.key")}
    </Key>
  );
}
