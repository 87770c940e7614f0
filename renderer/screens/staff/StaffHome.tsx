import { ClipboardList, HandHelping, Ticket, Wrench } from "lucide-react";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Tile } from "../../components/Tile.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useStaff } from "../../state/staff.ts";
import { KioskMarks } from "./KioskMarks.tsx";
import { StaffNav } from "./StaffNav.tsx";

/** The first screen of staff: who has signed in, how the kiosk stands, and what there is to do. */
export function StaffHome() {
  const { t } = useTexts();
  const { staff } = useCore();
  const session = useStaff((state) => state.session);
  if (session === null) return null;
  return (
    <StepLayout
      title={t("staff.home.title", { name: session.name })}
      sub={t(`staff.role.${session.role}`)}
      place={null}
      facts={false}
      picture={<KioskMarks />}
      nav={<StaffNav />}
    >
      <div className="staff-tiles">
        <Tile
          icon={Ticket}
          title={t("staff.tickets.title")}
          sub={t("staff.tickets.sub")}
          onPress={() => staff.act.go({ at: "tickets" })}
        />
        <Tile
          icon={ClipboardList}
          title={t("staff.review.title")}
          sub={t("staff.review.sub")}
          onPress={() => staff.act.go({ at: "review" })}
        />
        <Tile
          icon={HandHelping}
          title={t("staff.help.title")}
          sub={t("staff.help.sub")}
          onPress={() => staff.act.go({ at: "help" })}
        />
        {session.role === "technician" && (
          <Tile
            icon={Wrench}
            title={t("staff.kiosk.title")}
            sub={t("staff.kiosk.sub")}
            onPress={() => staff.act.go({ at: "kiosk" })}
          />
        )}
      </div>
    </StepLayout>
  );
}
