import { useQuery } from "@tanstack/react-query";
import { FileText, Info } from "lucide-react";
import { StepLayout } from "../../app/StepLayout.tsx";
import { EmptyList } from "../../components/EmptyList.tsx";
import { Key } from "../../components/Key.tsx";
import { Notice } from "../../components/Notice.tsx";
import { Skeleton } from "../../components/Skeleton.tsx";
import { useCore } from "../../hooks/core.ts";
import { useQueryState } from "../../hooks/useQueryState.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFlow, useVisit } from "../../state/visit.ts";
import { ConsentInShort } from "./ConsentInShort.tsx";
import { ConsentPages } from "./ConsentPages.tsx";

/** The agreement to process personal data, on a screen of its own. Nothing is ticked beforehand. */
export function ConsentStep() {
  const { t, language } = useTexts();
  const { orpc, act } = useCore();
  const renewed = useVisit((state) => state.consentRenewed);
  // The wording depends on the person: it is asked anew for another one.
  const { subject, patient } = useFlow().choices;
  const queryKey = [
    ...orpc.kiosk.consent.queryKey({ input: { language } }),
    renewed,
    subject ?? patient ?? null,
  ];
  const consent = useQueryState(useQuery(orpc.kiosk.consent.queryOptions({ input: { language }, queryKey })));
  const text = consent.state === "ready" ? consent.value : null;
  return (
    <StepLayout title={t("consent.title")} picture={<ConsentInShort />}>
      {renewed && (
        <Notice icon={Info} tone="info" live>
          {t("consent.renewed")}
        </Notice>
      )}
      {consent.state === "loading" && <Skeleton shape="text" />}
      {consent.state === "failed" && <EmptyList icon={FileText} text={t("errors.NOT_FOUND.text")} />}
      {text && (
        <>
          <ConsentPages text={text} />
          <div className="consent-answers">
            <Key onPress={() => void act.refuseConsent(text)}>{t("consent.no")}</Key>
            <Key
              tone="go"
              onPress={() => act.pick({ consent: { language: text.language, hash: text.hash } })}
            >
              {t("consent.yes")}
            </Key>
          </div>
        </>
      )}
    </StepLayout>
  );
}
