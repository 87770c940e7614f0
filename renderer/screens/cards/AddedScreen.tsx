import { CalendarPlus, CircleCheckBig, Contact, Eye } from "lucide-react";
import type { Card } from "#contract/patients/cards.ts";
import { FaceStep } from "../../app/FaceStep.tsx";
import { Key } from "../../components/Key.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { AttachmentMark } from "./AttachmentMark.tsx";
import { canBook, fullName } from "./card-details.ts";
import "./cards.css";

/** A card was added: what the search for the person's clinics has brought, and where to go on. */
export function AddedScreen({ card }: { readonly card: Card }) {
  const { t } = useTexts();
  const { act } = useCore();
  const { state } = card.attachment;
  return (
    <FaceStep
      icon={CircleCheckBig}
      tone="good"
      title={t("cards.added")}
      text={
        <span className="card-added">
          <b>{fullName(card)}</b>
          <AttachmentMark attachment={card.attachment} />
          {state === "unattached" && <span>{t("attachment.unattachedText")}</span>}
          {state === "waiting" && <span>{t("attachment.waitingText")}</span>}
        </span>
      }
      reception={state !== "found"}
    >
      {canBook(card) && (
        <Key tone="primary" icon={CalendarPlus} onPress={() => void act.chooseCard(card)}>
          {t("cards.bookVisit")}
        </Key>
      )}
      <div className="face-keys">
        <Key icon={Eye} onPress={() => act.openCard(card, "attachments")}>
          {t("cards.open")}
        </Key>
        <Key icon={Contact} tone={canBook(card) ? "plain" : "primary"} onPress={act.toCards}>
          {t("cards.toCards")}
        </Key>
      </div>
    </FaceStep>
  );
}
