import type { ReactNode } from "react";
import { clockTime } from "../../format/dates.ts";
import { useTexts } from "../../i18n/index.ts";
import { canPrint, useInfo, useKiosk } from "../../state/kiosk.ts";
import "./staff.css";

/** How the kiosk stands, at a glance: what works is marked so, and what doesn't is named. */
export function KioskMarks() {
  const { t } = useTexts();
  const { timeZone } = useInfo();
  const { central, booking, printer, service } = useKiosk();
  return (
    <ul className="staff-marks" aria-label={t("staff.state.label")}>
      {central?.state === "online" ? (
        <Mark good>{t("staff.state.online")}</Mark>
      ) : (
        <Mark>
          {central?.state === "stale"
            ? t("staff.state.stale", { time: clockTime(central.since, timeZone) })
            : t("staff.state.never")}
        </Mark>
      )}
      <Mark good={booking !== "closed"}>{t(`staff.state.booking.${booking}`)}</Mark>
      <Mark good={canPrint(printer) && printer !== "unknown"}>{t(`staff.state.printer.${printer}`)}</Mark>
      {service === "closed" && <Mark>{t("staff.state.closed")}</Mark>}
    </ul>
  );
}

const Mark = ({ good = false, children }: { readonly good?: boolean; readonly children: ReactNode }) => (
  <li className={good ? "mark good" : "mark warn"}>{children}</li>
);
