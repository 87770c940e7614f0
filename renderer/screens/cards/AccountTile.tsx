import { Contact } from "lucide-react";
import { Tile } from "../../components/Tile.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useInfo } from "../../state/kiosk.ts";

/** The way to one's cards and messages from the first screen; nothing where the kiosk has none. */
export function AccountTile({ disabled }: { readonly disabled: boolean }) {
  const { t } = useTexts();
  const { act } = useCore();
  if (!useInfo().cards) return null;
  return (
    <Tile
      icon={Contact}
      title={t("cards.tile")}
      sub={t("cards.tileSub")}
      disabled={disabled}
      onPress={() => void act.beginAccount()}
    />
  );
}
