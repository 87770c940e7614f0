import { CloudOff, Contact, Hourglass, type LucideIcon, RefreshCw, SearchX } from "lucide-react";
import type { Failure } from "../../api/failures.ts";
import { FaceStep } from "../../app/FaceStep.tsx";
import { Key } from "../../components/Key.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import type { CardWork } from "../../state/cards.ts";

type CardFailedProps = { readonly failure: Failure; readonly work: CardWork };
type Words = {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text: string;
  readonly reception?: boolean;
};

/** The central API did not do what was asked with a card: why, and what is left to do. Nothing typed is lost. */
export function CardFailed({ failure, work }: CardFailedProps) {
  const { t } = useTexts();
  const { act } = useCore();
  const code = failure.kind === "known" ? failure.code : null;
  const words = ((): Words => {
    if (failure.kind !== "known")
      return { icon: CloudOff, title: t("errors.CORE_AWAY.title"), text: t("errors.CORE_AWAY.text") };
    switch (failure.code) {
      case "CARD_EXISTS":
      case "CARD_CHANGED":
        return {
          icon: failure.code === "CARD_EXISTS" ? Contact : RefreshCw,
          title: t(`errors.${failure.code}.title`),
          text: t(`errors.${failure.code}.text`),
          reception: false,
        };
      case "NOT_FOUND":
        return work === "choosing"
          ? { icon: Hourglass, title: t("attachment.waitingTitle"), text: t("attachment.waitingText") }
          : {
              icon: SearchX,
              title: t("errors.CARD_GONE.title"),
              text: t("errors.CARD_GONE.text"),
              reception: false,
            };
      case "TOO_MANY_TRIES":
        return {
          icon: Hourglass,
          title: t("errors.TOO_MANY_TRIES.title"),
          text: t("errors.TOO_MANY_TRIES.text", { count: failure.data.minutes }),
        };
      default:
        return {
          icon: CloudOff,
          title: t("errors.CENTRAL_AWAY.title"),
          text: t(`cards.away.${work}`),
        };
    }
  })();
  const canRetry = code === null || code === "CENTRAL_AWAY";
  return (
    <FaceStep
      icon={words.icon}
      tone="warn"
      title={words.title}
      text={words.text}
      reception={words.reception ?? true}
    >
      {canRetry && (
        <Key tone="primary" onPress={() => void act.cardsBack()}>
          {t("booking.again")}
        </Key>
      )}
      <Key tone={canRetry ? "plain" : "primary"} icon={Contact} onPress={act.toCards}>
        {t("cards.toCards")}
      </Key>
    </FaceStep>
  );
}
