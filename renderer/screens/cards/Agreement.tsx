import { FileText, RotateCw } from "lucide-react";
import type { Agreed } from "#contract/cards.ts";
import type { ConsentVariant } from "#contract/domain.ts";
import { EmptyList } from "../../components/EmptyList.tsx";
import { Key } from "../../components/Key.tsx";
import { Skeleton } from "../../components/Skeleton.tsx";
import { useCore } from "../../hooks/core.ts";
import { useAskedAgain } from "../../hooks/useAskedAgain.ts";
import { useTexts } from "../../i18n/index.ts";
import { ConsentPages } from "../consent/ConsentPages.tsx";
import "../consent/consent.css";

type AgreementProps = {
  readonly variant: ConsentVariant;
  readonly onYes: (agreed: Agreed) => void;
};

/** The agreement to process what a card holds, worded for whom the card is about, with both answers. */
export function Agreement({ variant, onYes }: AgreementProps) {
  const { t, language } = useTexts();
  const { api, act } = useCore();
  const { asked, again } = useAskedAgain(`${language} ${variant}`, () =>
    api.kiosk.consent({ language, variant }),
  );
  if (asked.state === "loading") return <Skeleton shape="text" />;
  if (asked.state === "failed")
    return (
      <>
        <EmptyList icon={FileText} text={t("errors.CORE_AWAY.title")} />
        <Key tone="primary" icon={RotateCw} onPress={again}>
          {t("booking.again")}
        </Key>
      </>
    );
  const text = asked.value;
  return (
    <>
      <ConsentPages text={text} />
      <div className="consent-answers">
        <Key onPress={act.refuseCard}>{t("consent.no")}</Key>
        <Key tone="go" onPress={() => onYes({ language: text.language, hash: text.hash })}>
          {t("consent.yes")}
        </Key>
      </div>
    </>
  );
}
