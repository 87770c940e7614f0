import { Baby, Contact, UserRound, UsersRound } from "lucide-react";
import { Row } from "../../components/Row.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import "./cards.css";

/** The three ways to a new card; `empty` greets a patient who has none yet. */
export function WhomRows({ empty = false }: { readonly empty?: boolean }) {
  const { t } = useTexts();
  const { act } = useCore();
  return (
    <div className="whom">
      {empty && (
        <div className="whom-none" role="status">
          <Contact aria-hidden />
          <div>
            <b>{t("cards.none")}</b>
            <p>{t("cards.noneText")}</p>
          </div>
        </div>
      )}
      <Row
        badge={<UserRound />}
        title={t("cards.whom.self")}
        lines={t("cards.whom.selfSub")}
        onPress={act.newSelfCard}
      />
      <Row
        badge={<Baby />}
        title={t("cards.whom.child")}
        lines={t("cards.whom.childSub")}
        onPress={() => act.typeCard("child")}
      />
      <Row
        badge={<UsersRound />}
        title={t("cards.whom.other")}
        lines={t("cards.whom.otherSub")}
        onPress={() => act.typeCard("other")}
      />
    </div>
  );
}
