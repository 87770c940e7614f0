import { CalendarCheck, CalendarPlus, CircleCheck, MapPin, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import type { Card } from "#contract/patients/cards.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Key } from "../../components/Key.tsx";
import { Notice } from "../../components/Notice.tsx";
import { Tabs } from "../../components/Tabs.tsx";
import { digitsDay } from "../../format/dates.ts";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { type CardTab, useAccount } from "../../state/cards.ts";
import { AttachmentPanel } from "./AttachmentPanel.tsx";
import { CardVisits } from "./CardVisits.tsx";
import { canBook, fullName } from "./card-details.ts";
import { WaitsDialog } from "./WaitsDialog.tsx";
import "./cards.css";

/** One card: what it holds, the person's clinics and visits, and what can be done with it. */
export function CardScreen({ card, tab }: { readonly card: Card; readonly tab: CardTab }) {
  const { t } = useTexts();
  const { act } = useCore();
  const changed = useAccount((state) => state.news === "changed");
  const [waits, setWaits] = useState(false);
  return (
    <StepLayout
      title={fullName(card)}
      sub={t(`cards.relation.${card.relation}`)}
      facts={false}
      picture={<CardFacts card={card} />}
      action={
        <Key
          tone="primary"
          icon={CalendarPlus}
          onPress={() => (canBook(card) ? void act.chooseCard(card) : setWaits(true))}
        >
          {t("cards.book")}
        </Key>
      }
      aside={
        <div className="card-more">
          <Tabs
            label={fullName(card)}
            tabs={[
              { name: "attachments", icon: MapPin, text: t("cards.tab.attachments") },
              { name: "visits", icon: CalendarCheck, text: t("cards.tab.visits") },
            ]}
            chosen={tab}
            onChoose={(name) => act.openCard(card, name)}
          />
          {tab === "attachments" ? (
            <AttachmentPanel attachment={card.attachment} />
          ) : (
            <CardVisits card={card} />
          )}
        </div>
      }
    >
      {changed && (
        <Notice icon={CircleCheck} tone="info" live>
          {t("cards.changed")}
        </Notice>
      )}
      <div className="face-keys">
        <Key icon={Pencil} onPress={() => act.changeCard(card)}>
          {t("cards.change")}
        </Key>
        <Key icon={Trash2} onPress={() => act.askRemove(card)}>
          {t("cards.remove")}
        </Key>
      </div>
      {waits && <WaitsDialog onClose={() => setWaits(false)} />}
    </StepLayout>
  );
}

function CardFacts({ card }: { readonly card: Card }) {
  const { t, language } = useTexts();
  const none = t("cards.notGiven");
  const facts = [
    { label: t("cards.field.birthDate"), value: card.birthDate && digitsDay(card.birthDate, language) },
    { label: t("cards.field.sex"), value: card.sex && t(`cards.sex.${card.sex}`) },
    { label: t("cards.field.policy"), value: card.policy },
    { label: t("cards.field.snils"), value: card.snils },
    { label: t("cards.field.phone"), value: card.phone },
  ];
  return (
    <dl className="card-facts">
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value || none}</dd>
        </div>
      ))}
    </dl>
  );
}
