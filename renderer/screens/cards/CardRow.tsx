import { CalendarCheck, CalendarPlus, Eye, type LucideIcon, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import type { Card } from "#contract/patients/cards.ts";
import { Key } from "../../components/Key.tsx";
import { digitsDay } from "../../format/dates.ts";
import { initials } from "../../format/numbers.ts";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { AttachmentMark } from "./AttachmentMark.tsx";
import { canBook, fullName } from "./card-details.ts";
import { WaitsDialog } from "./WaitsDialog.tsx";
import "./cards.css";

/** One card in the list: who it is, how the search for their clinics stands, and all that can be done with it. */
export function CardRow({ card }: { readonly card: Card }) {
  const { t, language } = useTexts();
  const { act } = useCore();
  const [waits, setWaits] = useState(false);
  const name = fullName(card);
  const small = (text: string, icon: LucideIcon, onPress: () => void) => (
    <Key className="card-key" icon={icon} label={`${text}: ${name}`} onPress={onPress}>
      {text}
    </Key>
  );
  const book = t("cards.book");
  return (
    <article className="card-row" aria-label={name}>
      <span className="row-badge" aria-hidden>
        {initials(name)}
      </span>
      <div className="card-who">
        <b>{name}</b>
        <span className="row-lines">
          <span>{t(`cards.relation.${card.relation}`)}</span>
          {card.birthDate && <span>{digitsDay(card.birthDate, language)}</span>}
        </span>
        <AttachmentMark attachment={card.attachment} />
      </div>
      <Key
        tone="primary"
        className="card-book"
        icon={CalendarPlus}
        label={`${book}: ${name}`}
        onPress={() => (canBook(card) ? void act.chooseCard(card) : setWaits(true))}
      >
        {book}
      </Key>
      <div className="card-keys">
        {small(t("cards.visits"), CalendarCheck, () => act.openCard(card, "visits"))}
        {small(t("cards.look"), Eye, () => act.openCard(card, "attachments"))}
        {small(t("cards.change"), Pencil, () => act.changeCard(card))}
        {small(t("cards.remove"), Trash2, () => act.askRemove(card))}
      </div>
      {waits && <WaitsDialog onClose={() => setWaits(false)} />}
    </article>
  );
}
