import { Contact } from "lucide-react";
import { useTexts } from "../../i18n/index.ts";
import { WhomTiles } from "./WhomTiles.tsx";
import "./cards.css";

/** A patient without cards is greeted by the ways to the first one. */
export function NoCards() {
  const { t } = useTexts();
  return (
    <div className="no-cards">
      <div className="no-cards-say" role="status">
        <Contact aria-hidden />
        <div>
          <b>{t("cards.none")}</b>
          <p>{t("cards.noneText")}</p>
        </div>
      </div>
      <WhomTiles />
    </div>
  );
}
