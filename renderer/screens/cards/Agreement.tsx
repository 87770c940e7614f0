import { useQuery } from "@tanstack/react-query";
import { FileText, RotateCw } from "lucide-react";
import type { ConsentVariant } from "#contract/consents/consent-text.ts";
import type { Agreed } from "#contract/patients/cards.ts";
import { EmptyList } from "../../components/EmptyList.tsx";
import { Key } from "../../components/Key.tsx";
import { Skeleton } from "../../components/Skeleton.tsx";
import { useCore } from "../../hooks/core.ts";
import { useQueryState } from "../../hooks/useQueryState.ts";
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
  const { orpc, act } = useCore();
  const query = useQuery(orpc.kiosk.consent.queryOptions({ input: { language, variant } }));
  const consent = useQueryState(query);
  if (consent.state === "loading") return <Skeleton shape="text" />;
  if (consent.state === "failed")
    return (
      <>
        <EmptyList icon={FileText} text={t("errors.CORE_AWAY.title")} />
        <Key tone="primary" icon={RotateCw} onPress={query.refetch}>
          {t("booking.again")}
        </Key>
      </>
    );
  const text = consent.value;
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
