import { Contact } from "lucide-react";
import { Row } from "../../components/Row.tsx";
import { useTexts } from "../../i18n/index.ts";
import { useNewCardOptions } from "./new-card-options.ts";
import "./cards.css";

/** A patient without cards is greeted by the ways to the first one; in the flow oneself needs none. */
export function NoCards({ inFlow }: { readonly inFlow: boolean }) {
  const { t } = useTexts();
  const whom = useNewCardOptions().filter(({ key }) => !inFlow || key !== "self");
  return (
    <div className="no-cards">
      {!inFlow && (
        <div className="no-cards-say" role="status">
          <Contact aria-hidden />
          <div>
            <b>{t("cards.none")}</b>
            <p>{t("cards.noneText")}</p>
          </div>
        </div>
      )}
      {whom.map(({ key, icon: Icon, title, text, onPress }) => (
        <Row key={key} badge={<Icon />} title={title} lines={text} onPress={onPress} />
      ))}
    </div>
  );
}
