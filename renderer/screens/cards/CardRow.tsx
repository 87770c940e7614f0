import { Contact } from "lucide-react";
import { useState } from "react";
import type { Card } from "#contract/patients/cards.ts";
import { Key } from "../../components/Key.tsx";
import { Row } from "../../components/Row.tsx";
import { digitsDay } from "../../format/dates.ts";
import { initials } from "../../format/numbers.ts";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { AttachmentMark } from "./AttachmentMark.tsx";
import { canBook, fullName } from "./card-details.ts";
import { WaitsDialog } from "./WaitsDialog.tsx";
import "./cards.css";

/** Somebody whom the patient books for: the row books, and the key beside it opens all else that the card is for. */
export function CardRow({ card }: { readonly card: Card }) {
  const { t, language } = useTexts();
  const { act } = useCore();
  const [waits, setWaits] = useState(false);
  const name = fullName(card);
  return (
    <div className="card-row">
      <Row
        badge={initials(name)}
        title={name}
        lines={
          <>
            <span>{t(`cards.relation.${card.relation}`)}</span>
            {card.birthDate && <span>{digitsDay(card.birthDate, language)}</span>}
            <span className="own-line">
              <AttachmentMark attachment={card.attachment} />
            </span>
          </>
        }
        onPress={() => (canBook(card) ? void act.chooseCard(card) : setWaits(true))}
      />
      <Key
        className="card-open"
        icon={Contact}
        label={`${t("cards.card")}: ${name}`}
        onPress={() => act.openCard(card, "visits")}
      >
        {t("cards.card")}
      </Key>
      {waits && <WaitsDialog onClose={() => setWaits(false)} />}
    </div>
  );
}
