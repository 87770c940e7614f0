import { ArrowLeft } from "lucide-react";
import { useEffect, useState } from "react";
import { pinLength } from "#contract/staff/staff-state.ts";
import { Key } from "../../components/Key.tsx";
import { OnwardKey } from "../../components/OnwardKey.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTimeout } from "../../hooks/useTimeout.ts";
import { useTexts } from "../../i18n/index.ts";
import { useStaff } from "../../state/staff.ts";
import { DigitsScreen } from "./DigitsScreen.tsx";

/** Without a touch the pad gives way to the patients' screen, s. */
const leavesAfter = 30;

/** Who of the clinic is it? A PIN, or a card at the scanner. */
export function PinScreen() {
  const { t } = useTexts();
  const { staff } = useCore();
  const { isAsking, refused } = useStaff();
  const [pin, setPin] = useState("");
  const seconds = useTimeout(leavesAfter);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed, and a refusal, begin the time anew.
  useEffect(() => {
    if (isAsking) return;
    const timer = setTimeout(() => void staff.act.lock(), seconds * 1000);
    return () => clearTimeout(timer);
  }, [pin, isAsking, refused, seconds, staff]);

  const isWhole = pin.length >= pinLength.least;
  const enter = (): void => {
    if (!isWhole || isAsking) return;
    setPin("");
    void staff.act.enterByPin(pin);
  };
  return (
    <DigitsScreen
      title={t("staff.pin.title")}
      sub={t("staff.pin.sub")}
      label={t("staff.pin.label")}
      longest={pinLength.most}
      shown={"•".repeat(pin.length)}
      onChange={setPin}
      onEnter={enter}
      nav={
        <nav className="nav" aria-label={t("staff.nav")}>
          <Key icon={ArrowLeft} command="back" onPress={() => void staff.act.lock()} className="nav-key">
            {t("nav.back")}
          </Key>
          <div className="nav-end">
            <OnwardKey busy={isAsking} disabled={!isWhole} onPress={enter}>
              {t(isAsking ? "signIn.sending" : "signIn.enter")}
            </OnwardKey>
          </div>
        </nav>
      }
    />
  );
}
