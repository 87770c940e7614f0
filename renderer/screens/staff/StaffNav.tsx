import { ArrowLeft, Lock } from "lucide-react";
import type { ReactNode } from "react";
import { Key } from "../../components/Key.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { ModesKey } from "../../modes/index.ts";

type StaffNavProps = {
  /** Where back leads; left out on the first screen. */
  readonly onBack?: () => void;
  readonly action?: ReactNode;
};

/** Back, the modes, and the key that locks: at home's place, and by the same key of a keyboard. */
export function StaffNav({ onBack, action }: StaffNavProps) {
  const { t } = useTexts();
  const { staff } = useCore();
  return (
    <nav className="nav" aria-label={t("staff.nav")}>
      {onBack && (
        <Key icon={ArrowLeft} command="back" onPress={onBack} className="nav-key">
          {t("nav.back")}
        </Key>
      )}
      <ModesKey />
      <Key icon={Lock} command="home" onPress={() => void staff.act.lock()} className="nav-key">
        {t("staff.lock")}
      </Key>
      {action && <div className="nav-end">{action}</div>}
    </nav>
  );
}
