import { Clock } from "lucide-react";
import { useEffect } from "react";
import type { SessionEndReason } from "#contract/sessions/session-state.ts";
import { Notice } from "../../components/Notice.tsx";
import { useTexts } from "../../i18n/index.ts";
import { useVisit } from "../../state/visit.ts";

const shownFor = 12_000;

/** Tells for a while why the visitor before was sent here, in case that visitor comes back. */
export function LeftNotice({ endedBy }: { readonly endedBy: SessionEndReason }) {
  const { t } = useTexts();
  useEffect(() => {
    const timer = setTimeout(() => useVisit.setState({ endedBy: null }), shownFor);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Notice icon={Clock} tone="info" live>
      {t(endedBy === "lost" ? "welcome.lost" : "welcome.ended")}
    </Notice>
  );
}
