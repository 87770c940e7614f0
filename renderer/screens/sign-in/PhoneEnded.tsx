import { CircleSlash, CloudOff, Hourglass, type LucideIcon, RotateCw, SearchX, Users } from "lucide-react";
import type { Failure } from "../../api/failures.ts";
import { FaceStep } from "../../app/FaceStep.tsx";
import { Key } from "../../components/Key.tsx";
import { useTexts } from "../../i18n/index.ts";

type PhoneEndedProps = {
  readonly failure: Failure;
  /** Asks for another code. */
  readonly onAgain: () => void;
  readonly otherWay: string;
  readonly onOtherWay: () => void;
};

/** Nobody was let in: why, and what to do now. The other way is always among it. */
export function PhoneEnded({ failure, onAgain, otherWay, onOtherWay }: PhoneEndedProps) {
  const { t } = useTexts();
  const { icon, title, text, reception, again } = useEnd(failure);
  const tone = again === "newCode" ? "plain" : "primary";
  return (
    <FaceStep icon={icon} tone="warn" title={title} text={text} reception={reception}>
      {again === "newCode" && (
        <Key tone="primary" icon={RotateCw} onPress={onAgain}>
          {t("phoneSignIn.again")}
        </Key>
      )}
      <Key tone={tone} onPress={onOtherWay}>
        {otherWay}
      </Key>
      {again === "later" && (
        <Key icon={RotateCw} onPress={onAgain}>
          {t("phoneSignIn.tryAgain")}
        </Key>
      )}
    </FaceStep>
  );
}

type End = {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text: string;
  /** Whether reception can help with it. */
  readonly reception: boolean;
  /** What may help: another code, or the same question once more when whoever is away is back. */
  readonly again: "newCode" | "later" | null;
};

function useEnd(failure: Failure): End {
  const { t } = useTexts();
  const says = (
    name: "refused" | "expired" | "away" | "notFound",
    icon: LucideIcon,
  ): Omit<End, "reception" | "again"> => ({
    icon,
    title: t(`phoneSignIn.ended.${name}.title`),
    text: t(`phoneSignIn.ended.${name}.text`),
  });
  if (failure.kind !== "known")
    return {
      ...{ icon: CloudOff, title: t("errors.CORE_AWAY.title"), text: t("phoneSignIn.ended.core") },
      ...{ reception: false, again: "later" },
    };
  switch (failure.code) {
    case "PHONE_REFUSED":
      return { ...says("refused", CircleSlash), reception: false, again: "newCode" };
    case "PATIENT_NOT_FOUND":
      return { ...says("notFound", SearchX), reception: true, again: null };
    case "PATIENT_AMBIGUOUS":
      return {
        ...{
          icon: Users,
          title: t("errors.PATIENT_AMBIGUOUS.title"),
          text: t("errors.PATIENT_AMBIGUOUS.text"),
        },
        ...{ reception: true, again: null },
      };
    case "TOO_MANY_TRIES":
      return {
        ...{ icon: Hourglass, title: t("errors.TOO_MANY_TRIES.title") },
        text: t("errors.TOO_MANY_TRIES.text", { count: failure.data.minutes }),
        ...{ reception: false, again: null },
      };
    case "CENTRAL_AWAY":
      return {
        ...{ icon: CloudOff, title: t("errors.CENTRAL_AWAY.title"), text: t("errors.CENTRAL_AWAY.text") },
        ...{ reception: true, again: "later" },
      };
    case "PROVIDER_AWAY":
      return { ...says("away", CloudOff), reception: false, again: "later" };
    default:
      return { ...says("expired", Hourglass), reception: false, again: "newCode" };
  }
}
