import { ArrowLeft, House, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { HelpKey } from "../components/HelpKey.tsx";
import { Key } from "../components/Key.tsx";
import { useCore } from "../hooks/core.ts";
import { useTexts } from "../i18n/index.ts";
import { ModesKey } from "../modes/index.ts";
import { useVisit } from "../state/visit.ts";
import { useHelpTopic } from "./help-topic.ts";
import "./nav-bar.css";

type NavBarProps = {
  /** The key that leads on, where the screen has one; on lists the rows lead on, and the corner stays empty. */
  readonly action?: ReactNode;
  /** Whether there is a way back: a screen that ends something has none. */
  readonly back?: boolean;
  /** What home does where it is not to end the session as unfinished. */
  readonly onHome?: () => void;
  /** Whether the screen may not be left just now. */
  readonly isHeld?: boolean;
};

/**
 * Back, help, the modes and home, from left to right on every screen, and at the right end what leads on. A key that a
 * screen doesn't have leaves its place empty, so that no other key is found there.
 */
export function NavBar({ action, back = true, onHome, isHeld = false }: NavBarProps) {
  const { t } = useTexts();
  const { act } = useCore();
  const inHelp = useVisit((state) => state.help !== null);
  const topic = useHelpTopic();
  return (
    <nav className="nav" aria-label={t("nav.label")}>
      {back ? (
        <Key icon={ArrowLeft} command="back" onPress={act.goBack} className="nav-key">
          {t("nav.back")}
        </Key>
      ) : (
        <EmptyPlace icon={ArrowLeft} text={t("nav.back")} />
      )}
      <HelpKey topic={topic} className={inHelp ? "nav-key absent" : "nav-key"} />
      <ModesKey />
      <Key icon={House} command="home" disabled={isHeld} onPress={onHome ?? act.home} className="nav-key">
        {t("nav.home")}
      </Key>
      {action && <div className="nav-end">{action}</div>}
    </nav>
  );
}

/** Takes the room of a key that isn't there. */
const EmptyPlace = ({ icon, text }: { readonly icon: LucideIcon; readonly text: string }) => (
  <Key icon={icon} onPress={() => undefined} className="nav-key absent" disabled>
    {text}
  </Key>
);
