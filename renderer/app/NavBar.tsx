import { ArrowLeft, House } from "lucide-react";
import type { ReactNode } from "react";
import { Key } from "../components/Key.tsx";
import { progress } from "../flow/index.ts";
import { useCore } from "../hooks/core.ts";
import { useTexts } from "../i18n/index.ts";
import { ModesKey } from "../modes/index.ts";
import { useVisit } from "../state/visit.ts";
import "./nav-bar.css";

/** Back, home, the modes, and the place on the way; `action` is the step's own key, where it has one. */
export function NavBar({ action }: { readonly action?: ReactNode }) {
  const { t } = useTexts();
  const { act } = useCore();
  const home = (
    <Key icon={House} command="home" onPress={act.home} className="nav-home">
      {t("nav.home")}
    </Key>
  );
  return (
    <nav className="nav" aria-label={t("nav.label")}>
      <Progress />
      <Key icon={ArrowLeft} command="back" onPress={act.goBack}>
        {t("nav.back")}
      </Key>
      {action && home}
      <ModesKey />
      <div className="nav-end">{action ?? home}</div>
    </nav>
  );
}

/** How much of the way lies behind, as a line along the bar's upper edge. */
function Progress() {
  const { t } = useTexts();
  const flow = useVisit((state) => state.flow);
  if (flow === null) return null;
  const { at, of } = progress(flow);
  // A way of one step is no way to show progress on.
  if (of < 2) return null;
  const places = Array.from({ length: of }, (_, place) => place);
  return (
    <div className="way" role="img" aria-label={t("nav.progress", { step: Math.min(at + 1, of), steps: of })}>
      {places.map((place) => (
        <i key={place} className={place === at ? "on" : place < at ? "past" : ""} />
      ))}
    </div>
  );
}
