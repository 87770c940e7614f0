import { useQuery } from "@tanstack/react-query";
import { FileText, Info } from "lucide-react";
import { StepLayout } from "../../app/StepLayout.tsx";
import { EmptyList } from "../../components/EmptyList.tsx";
import { Notice } from "../../components/Notice.tsx";
import { Skeleton } from "../../components/Skeleton.tsx";
import { useCore } from "../../hooks/core.ts";
import { useQueryState } from "../../hooks/useQueryState.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFlow, useVisit } from "../../state/visit.ts";
import { asksPhoneToo, ConsentAnswers } from "./ConsentAnswers.tsx";
import { ConsentInShort } from "./ConsentInShort.tsx";
import { ConsentPages } from "./ConsentPages.tsx";

/** The agreement to process personal data, on a screen of its own. Nothing is ticked beforehand. */
export function ConsentStep() {
  const { t, language } = useTexts();
  const { orpc } = useCore();
  const outdated = useVisit((state) => state.outdatedConsent);
  // The wording depends on the person: it is asked anew for another one.
  const { order, choices } = useFlow();
  const { subject, patient } = choices;
  const beside = asksPhoneToo(order);
  const queryKey = [
    ...orpc.kiosk.consent.queryKey({ input: { language } }),
    outdated,
    subject ?? patient ?? null,
  ];
  const consent = useQueryState(useQuery(orpc.kiosk.consent.queryOptions({ input: { language }, queryKey })));
  const text = consent.state === "ready" ? consent.value : null;
  return (
    <StepLayout
      title={t("consent.title")}
      picture={<ConsentInShort />}
      // Many answers stand beside the text, where the screen is wide.
      aside={text && beside ? <ConsentAnswers text={text} /> : undefined}
    >
      {outdated && text && (
        <Notice icon={Info} tone="info" live>
          {t(`consent.outdated.${text.variant === outdated ? "changed" : text.variant}`)}
        </Notice>
      )}
      {consent.state === "loading" && <Skeleton shape="text" />}
      {consent.state === "failed" && <EmptyList icon={FileText} text={t("errors.NOT_FOUND.text")} />}
      {text && (
        <>
          <ConsentPages text={text} />
          {!beside && <ConsentAnswers text={text} />}
        </>
      )}
    </StepLayout>
  );
}
