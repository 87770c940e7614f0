import { CalendarX2, CircleSlash, CloudOff, type LucideIcon } from "lucide-react";
import type { Failure } from "../../api/failures.ts";
import { FaceStep } from "../../app/FaceStep.tsx";
import { Key } from "../../components/Key.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useInfo } from "../../state/kiosk.ts";

type ChangeFailedProps = {
  readonly failure: Extract<Failure, { kind: "known" }>;
  readonly change: "cancel" | "move";
};
type Words = { readonly icon: LucideIcon; readonly title: string; readonly text: string };

/** A cancel or a move did not go through: what is certain now, and what one can do. */
export function ChangeFailed({ failure, change }: ChangeFailedProps) {
  const { t } = useTexts();
  const { act } = useCore();
  const { lacks } = useInfo();
  const isLeftThere = change === "move" && lacks.includes("undoneMoves");
  const words = ((): Words => {
    switch (failure.code) {
      case "VISIT_CHANGED":
      case "NOT_FOUND":
        return {
          icon: CalendarX2,
          title: t("errors.VISIT_CHANGED.title"),
          text: t("errors.VISIT_CHANGED.text"),
        };
      case "CHANGE_UNKNOWN":
        return {
          icon: CloudOff,
          title: t(`errors.CHANGE_UNKNOWN.${change}`),
          text: t(isLeftThere ? "errors.CHANGE_UNKNOWN.moveLeft" : `errors.CHANGE_UNKNOWN.${change}Text`),
        };
      case "CENTRAL_AWAY":
        return {
          icon: CloudOff,
          title: t("errors.CENTRAL_AWAY.title"),
          text: t("errors.CHANGE_REFUSED.unchanged"),
        };
      case "STAFF_UNRECORDED":
        return { icon: CircleSlash, title: t("helped.unrecorded.title"), text: t("helped.unrecorded.text") };
      default:
        return {
          icon: CircleSlash,
          title: t(`errors.CHANGE_REFUSED.${change}`),
          text: t("errors.CHANGE_REFUSED.unchanged"),
        };
    }
  })();
  return (
    <FaceStep icon={words.icon} tone="warn" title={words.title} text={words.text} reception>
      <Key tone="primary" onPress={act.toList}>
        {t("visits.toList")}
      </Key>
    </FaceStep>
  );
}
