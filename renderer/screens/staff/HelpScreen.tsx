import { HandHelping, PenLine } from "lucide-react";
import { helpReasons } from "#contract/staff/help.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Key } from "../../components/Key.tsx";
import { Notice } from "../../components/Notice.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useInfo } from "../../state/kiosk.ts";
import { useStaff } from "../../state/staff.ts";
import { StaffNav } from "./StaffNav.tsx";
import { StaffRefusal } from "./StaffRefusal.tsx";

/** Why staff help a patient: the answer opens the patients' screens with their powers. */
export function HelpScreen() {
  const { t } = useTexts();
  const { staff } = useCore();
  const { lacks } = useInfo();
  const { isAsking, refused } = useStaff();
  return (
    <StepLayout
      title={t("staff.help.why")}
      sub={t("staff.help.whySub")}
      place={null}
      facts={false}
      nav={<StaffNav onBack={staff.act.back} />}
    >
      <div className="staff-reasons">
        {helpReasons.map((reason) => (
          <Key
            key={reason}
            disabled={isAsking}
            onPress={() => void staff.act.startHelp({ kind: "ready", reason })}
          >
            {t(`staff.help.reason.${reason}`)}
          </Key>
        ))}
        <Key icon={PenLine} disabled={isAsking} onPress={() => staff.act.go({ at: "helpOwn" })}>
          {t("staff.help.own")}
        </Key>
      </div>
      <Notice icon={HandHelping} tone="info">
        {t(lacks.includes("receptionTimes") ? "staff.help.canNoTimes" : "staff.help.can")}
        {lacks.includes("moves") && ` ${t("visits.cancelThenBook")}`}
      </Notice>
      {refused && <StaffRefusal failure={refused} onClose={staff.act.forgetRefusal} />}
    </StepLayout>
  );
}
