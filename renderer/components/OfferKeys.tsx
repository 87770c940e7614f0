import type { Offer } from "#contract/schedules/schedule.ts";
import { nearTime } from "../format/dates.ts";
import { glued } from "../format/glue.ts";
import { useToday } from "../hooks/useToday.ts";
import { useTexts } from "../i18n/index.ts";
import "./offer-keys.css";

type OfferKeysProps = { readonly offers: readonly Offer[]; readonly onChoose: (offer: Offer) => void };

/** Free times as big buttons: when, with whom, where. */
export function OfferKeys({ offers, onChoose }: OfferKeysProps) {
  const { t, language } = useTexts();
  const today = useToday();
  return (
    <ul className="offers" aria-label={t("offers")}>
      {offers.map((offer) => (
        <li key={offer.slotId}>
          <button type="button" className="offer" onClick={() => onChoose(offer)}>
            <b>{nearTime(offer, today, t, language)}</b>
            <span>
              {glued(
                [offer.doctor, offer.room && t("room", { room: offer.room })].filter(Boolean).join(", "),
              )}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
