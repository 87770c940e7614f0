import { ChevronRight, Contact } from "lucide-react";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useInfo } from "../../state/kiosk.ts";

/** The way to one's cards and messages from the first screen; nothing where the kiosk has none. */
export function CabinetTile({ disabled }: { readonly disabled: boolean }) {
  const { t } = useTexts();
  const { act } = useCore();
  if (!useInfo().cards) return null;
  return (
    <button
      type="button"
      className="welcome-visits"
      disabled={disabled}
      onClick={() => void act.beginCabinet()}
    >
      <Contact aria-hidden />
      <span>
        <b>{t("cards.tile")}</b>
        <span>{t("cards.tileSub")}</span>
      </span>
      <ChevronRight className="welcome-go" aria-hidden />
    </button>
  );
}
