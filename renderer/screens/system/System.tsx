import { LoaderCircle, Lock, RotateCw, Unplug } from "lucide-react";
import { useEffect } from "react";
import { Face } from "../../components/Face.tsx";
import { useTexts } from "../../i18n/index.ts";
import "./system.css";

/** Until the core has told what kiosk this is. */
export function StartingScreen() {
  const { t } = useTexts();
  return (
    <div className="whole">
      <Face icon={LoaderCircle} spinning title={t("system.starting")} />
    </div>
  );
}

/** The core doesn't answer. It is restarted by the shell, and the page finds it again by itself. */
export function CoreAwayScreen() {
  const { t } = useTexts();
  return (
    <div className="whole">
      <Face icon={Unplug} tone="warn" title={t("system.away.title")} text={t("system.away.text")} />
    </div>
  );
}

/** The page was opened without the kiosk's own address. */
export function DeniedScreen() {
  const { t } = useTexts();
  return (
    <div className="whole">
      <Face icon={Lock} tone="warn" title={t("system.denied.title")} text={t("system.denied.text")} />
    </div>
  );
}

const reloadAfter = 5_000;

/** A bug. It has been told to the log; the page starts itself again. */
export function BrokenScreen() {
  const { t } = useTexts();
  useEffect(() => {
    const timer = setTimeout(() => location.reload(), reloadAfter);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="whole">
      <Face icon={RotateCw} tone="warn" title={t("system.broken.title")} text={t("system.broken.text")} />
    </div>
  );
}
