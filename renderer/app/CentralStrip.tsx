import { CloudOff } from "lucide-react";
import { clockTime } from "../format/dates.ts";
import { useTexts } from "../i18n/index.ts";
import { useInfo, useKiosk } from "../state/kiosk.ts";

/** A line under the top bar while the schedule on the screens is not fresh. */
export function CentralStrip() {
  const { t } = useTexts();
  const { timeZone } = useInfo();
  const central = useKiosk((state) => state.central);
  if (central === null || central.state === "online") return null;
  return (
    <div className="strip" role="status">
      <CloudOff aria-hidden />
      {central.state === "stale"
        ? t("central.stale", { time: clockTime(central.since, timeZone) })
        : t("central.never")}
    </div>
  );
}
