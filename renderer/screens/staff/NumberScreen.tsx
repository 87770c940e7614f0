import { useState } from "react";
import { OnwardKey } from "../../components/OnwardKey.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useStaff } from "../../state/staff.ts";
import { DigitsScreen } from "./DigitsScreen.tsx";
import { StaffNav } from "./StaffNav.tsx";

const longest = 16;

/** Which ticket is it? Its number, as it stands on it. */
export function NumberScreen() {
  const { t } = useTexts();
  const { staff } = useCore();
  const { isAsking } = useStaff();
  const [number, setNumber] = useState("");
  const find = (): void => {
    if (number !== "" && !isAsking) void staff.act.findNumber(number);
  };
  return (
    <DigitsScreen
      title={t("staff.tickets.byNumber")}
      sub={t("staff.tickets.numberSub")}
      label={t("done.number")}
      longest={longest}
      shown={number}
      onChange={setNumber}
      onEnter={find}
      nav={
        <StaffNav
          onBack={staff.act.back}
          action={
            <OnwardKey busy={isAsking} disabled={number === ""} onPress={find}>
              {t("staff.tickets.find")}
            </OnwardKey>
          }
        />
      }
    />
  );
}
