import { Baby } from "lucide-react";
import type { CardOffer } from "#contract/patients/cards.ts";
import { Row } from "../../components/Row.tsx";
import { digitsDay } from "../../format/dates.ts";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { fullName } from "./card-details.ts";

/** A child of whom Госуслуги told: the row leads to its card. */
export function OfferRow({ offer }: { readonly offer: CardOffer }) {
  const { t, language } = useTexts();
  const { act } = useCore();
  return (
    <Row
      badge={<Baby />}
      title={fullName(offer)}
      lines={
        <>
          <span>{t("cards.relation.child")}</span>
          <span>{digitsDay(offer.birthDate, language)}</span>
          <span className="own-line">{t("cards.offer.row")}</span>
        </>
      }
      onPress={() => act.takeOffer(offer)}
    />
  );
}

/** Several of them: the row leads to their list. */
export function OffersRow({ offers }: { readonly offers: readonly CardOffer[] }) {
  const { t } = useTexts();
  const { act } = useCore();
  const names = offers.map(({ given }) => given).join(", ");
  return (
    <Row
      badge={<Baby />}
      title={t("cards.offer.several")}
      lines={t("cards.offer.severalRow", { names })}
      onPress={act.showOffers}
    />
  );
}
