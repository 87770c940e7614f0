import { Check } from "lucide-react";
import { Key } from "../components/Key.tsx";
import { useTexts } from "../i18n/index.ts";
import { NavBar } from "./NavBar.tsx";

/** The bar of a screen that ends the visit to the kiosk: no way back, and «done» where else the next step is. */
export function FinalNav({ onLeave }: { readonly onLeave: () => void }) {
  const { t } = useTexts();
  return (
    <NavBar
      back={false}
      onHome={onLeave}
      action={
        <Key tone="primary" icon={Check} onPress={onLeave}>
          {t("done.finish")}
        </Key>
      }
    />
  );
}
