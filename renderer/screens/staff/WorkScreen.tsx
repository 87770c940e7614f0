import {
  DoorClosed,
  DoorOpen,
  IdCard,
  LogOut,
  Printer,
  RefreshCw,
  RotateCcw,
  Scroll,
  ScrollText,
} from "lucide-react";
import { useState } from "react";
import { StepLayout } from "../../app/StepLayout.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { Key } from "../../components/Key.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useKiosk } from "../../state/kiosk.ts";
import { useStaff } from "../../state/staff.ts";
import { KioskWorkNote } from "./KioskWorkNote.tsx";
import { StaffNav } from "./StaffNav.tsx";

/** What a technician may do at the kiosk, and what became of it. */
export function WorkScreen() {
  const { t } = useTexts();
  const { staff } = useCore();
  const { act } = staff;
  const work = useStaff((state) => state.kioskWork);
  const closed = useKiosk(({ service }) => service === "closed");
  const [asking, setAsking] = useState<"restart" | "leave" | null>(null);
  const isWorking = work.state === "working";
  return (
    <StepLayout title={t("staff.work.title")} place={null} facts={false} nav={<StaffNav onBack={act.back} />}>
      <div className="staff-work">
        <Key icon={Printer} disabled={isWorking} onPress={() => void act.testPrint()}>
          {t("staff.kiosk.act.testPrint")}
        </Key>
        <Key icon={Scroll} disabled={isWorking} onPress={() => void act.rollChanged()}>
          {t("staff.kiosk.act.rollChanged")}
        </Key>
        <Key icon={RefreshCw} disabled={isWorking} onPress={() => void act.syncNow()}>
          {t("staff.kiosk.act.syncNow")}
        </Key>
        <Key
          icon={closed ? DoorOpen : DoorClosed}
          disabled={isWorking}
          onPress={() => void act.setService(closed ? "open" : "closed")}
        >
          {t(closed ? "staff.kiosk.act.open" : "staff.kiosk.act.closed")}
        </Key>
        <Key icon={ScrollText} onPress={() => act.go({ at: "events" })}>
          {t("staff.events.title")}
        </Key>
        <Key icon={IdCard} onPress={() => act.go({ at: "cards" })}>
          {t("staff.cards.title")}
        </Key>
        <Key icon={RotateCcw} disabled={isWorking} onPress={() => setAsking("restart")}>
          {t("staff.kiosk.act.restart")}
        </Key>
        <Key icon={LogOut} disabled={isWorking} onPress={() => setAsking("leave")}>
          {t("staff.kiosk.act.leave")}
        </Key>
      </div>
      <KioskWorkNote work={work} />
      {asking && (
        <Dialog
          title={t(`staff.kiosk.ask.${asking}.title`)}
          actions={
            <>
              <Key
                onPress={() => {
                  setAsking(null);
                  void (asking === "restart" ? act.restart() : act.leaveToSystem());
                }}
              >
                {t(`staff.kiosk.act.${asking}`)}
              </Key>
              <Key tone="primary" command="back" onPress={() => setAsking(null)}>
                {t("staff.kiosk.ask.no")}
              </Key>
            </>
          }
        >
          {t(`staff.kiosk.ask.${asking}.text`)}
        </Dialog>
      )}
    </StepLayout>
  );
}
