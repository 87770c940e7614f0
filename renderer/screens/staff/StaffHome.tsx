import { StepLayout } from "../../app/StepLayout.tsx";
import { useTexts } from "../../i18n/index.ts";
import { useStaff } from "../../state/staff.ts";
import { KioskMarks } from "./KioskMarks.tsx";
import { StaffNav } from "./StaffNav.tsx";

/** The first screen of staff: who has signed in, and how the kiosk stands. */
export function StaffHome() {
  const { t } = useTexts();
  const session = useStaff((state) => state.session);
  if (session === null) return null;
  return (
    <StepLayout
      title={t("staff.home.title", { name: session.name })}
      sub={t(`staff.role.${session.role}`)}
      place={null}
      facts={false}
      nav={<StaffNav />}
    >
      <KioskMarks />
    </StepLayout>
  );
}
