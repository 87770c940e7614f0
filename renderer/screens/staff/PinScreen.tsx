import { ArrowLeft, ArrowRight, LoaderCircle } from "lucide-react";
import { useEffect, useState } from "react";
import { pinLength } from "#contract/staff/staff-state.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { EntryField } from "../../components/EntryField.tsx";
import { Key } from "../../components/Key.tsx";
import { Keypad } from "../../components/Keypad.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTimeout } from "../../hooks/useTimeout.ts";
import { useTexts } from "../../i18n/index.ts";
import { useStaff } from "../../state/staff.ts";
import { StaffRefusal } from "./StaffRefusal.tsx";

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
    <StepLayout
      title={t("staff.pin.title")}
      sub={t("staff.pin.sub")}
      place={null}
      facts={false}
      aside={
        <Keypad
          onType={(digit) => setPin((typed) => (typed + digit).slice(0, pinLength.most))}
          onErase={() => setPin((typed) => typed.slice(0, -1))}
          onClear={() => setPin("")}
          onEnter={enter}
          disabled={isAsking || refused !== null}
        />
      }
      nav={
        <nav className="nav" aria-label={t("staff.nav")}>
          <Key icon={ArrowLeft} command="back" onPress={() => void staff.act.lock()} className="nav-key">
            {t("nav.back")}
          </Key>
          <div className="nav-end">
            <Key
              tone="primary"
              iconAfter={isAsking ? LoaderCircle : ArrowRight}
              className={isAsking ? "busy" : ""}
              disabled={!isWhole || isAsking}
              onPress={enter}
            >
              {t(isAsking ? "signIn.sending" : "signIn.enter")}
            </Key>
          </div>
        </nav>
      }
    >
      <EntryField
        label={t("staff.pin.label")}
        value={"•".repeat(pin.length)}
        rest=""
        active
        complete={false}
        error={null}
        onFocus={() => undefined}
      />
      {refused && <StaffRefusal failure={refused} onClose={staff.act.forgetRefusal} />}
    </StepLayout>
  );
}
