import { ArrowRight, LoaderCircle } from "lucide-react";
import { useState } from "react";
import { StepLayout } from "../../app/StepLayout.tsx";
import { EntryField } from "../../components/EntryField.tsx";
import { Key } from "../../components/Key.tsx";
import { Keypad } from "../../components/Keypad.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useStaff } from "../../state/staff.ts";
import { StaffNav } from "./StaffNav.tsx";
import { StaffRefusal } from "./StaffRefusal.tsx";

const longest = 16;

/** Which ticket is it? Its number, as it stands on it. */
export function NumberScreen() {
  const { t } = useTexts();
  const { staff } = useCore();
  const { isAsking, refused } = useStaff();
  const [number, setNumber] = useState("");
  const find = (): void => {
    if (number !== "" && !isAsking) void staff.act.findNumber(number);
  };
  return (
    <StepLayout
      title={t("staff.tickets.byNumber")}
      sub={t("staff.tickets.numberSub")}
      place={null}
      facts={false}
      aside={
        <Keypad
          onType={(digit) => setNumber((typed) => (typed + digit).slice(0, longest))}
          onErase={() => setNumber((typed) => typed.slice(0, -1))}
          onClear={() => setNumber("")}
          onEnter={find}
          disabled={isAsking || refused !== null}
        />
      }
      nav={
        <StaffNav
          onBack={staff.act.back}
          action={
            <Key
              tone="primary"
              iconAfter={isAsking ? LoaderCircle : ArrowRight}
              className={isAsking ? "busy" : ""}
              disabled={number === "" || isAsking}
              onPress={find}
            >
              {t("staff.tickets.find")}
            </Key>
          }
        />
      }
    >
      <EntryField
        label={t("done.number")}
        value={number}
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
