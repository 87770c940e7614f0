import { Clock } from "lucide-react";
import { useEffect } from "react";
import { Notice } from "../../components/Notice.tsx";
import { useTexts } from "../../i18n/index.ts";
import { useVisit } from "../../state/visit.ts";

const shownFor = 12_000;

/** Tells for a while that the visitor before was away too long, in case that visitor comes back. */
export function LeftNotice() {
  const { t } = useTexts();
  useEffect(() => {
    const timer = setTimeout(() => useVisit.setState({ endedBy: null }), shownFor);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Notice icon={Clock} tone="info" live>
      {t("welcome.ended")}
    </Notice>
  );
}
