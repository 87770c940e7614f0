import { CircleSlash, CloudDownload, CloudOff } from "lucide-react";
import type { SyncProgress } from "#contract/central/central-state.ts";
import { Notice } from "../../components/Notice.tsx";
import { clockTime } from "../../format/dates.ts";
import { useTexts } from "../../i18n/index.ts";
import { useInfo, useKiosk } from "../../state/kiosk.ts";
import "./central-notice.css";

/** What stands between the patient and a booking: a first load, a central API that is away, or one not booked at. */
export function CentralNotice() {
  const { t } = useTexts();
  const { timeZone, clinic } = useInfo();
  const central = useKiosk((state) => state.central);
  const booking = useKiosk((state) => state.booking);
  if (central === null || (central.state === "online" && booking !== "closed")) return null;
  if (central.state === "online") {
    return (
      <Notice icon={CircleSlash} live>
        <b>{t("central.bookingClosed")}</b> {t("central.bookingClosedHelp")}
      </Notice>
    );
  }
  if (central.state === "stale") {
    return (
      <Notice icon={CloudOff} live>
        <b>{t("central.stale", { time: clockTime(central.since, timeZone) })}</b> {t("central.staleHelp")}
      </Notice>
    );
  }
  if (!central.reachable) {
    return (
      <Notice icon={CloudOff} live>
        <b>{t("central.unreachable")}</b>{" "}
        {clinic.phone ? t("central.callReception", { phone: clinic.phone }) : t("central.askReception")}
      </Notice>
    );
  }
  return <FirstLoad progress={central.progress} />;
}

function FirstLoad({ progress }: { readonly progress: SyncProgress | null }) {
  const { t } = useTexts();
  const known = progress !== null && progress.total !== null && progress.total > 0;
  return (
    <div className="first-load">
      <CloudDownload aria-hidden />
      <b id="first-load">{t("central.loading")}</b>
      <span className="first-load-count">
        {known && t("central.progress", { done: progress.done, total: progress.total })}
      </span>
      <progress
        aria-labelledby="first-load"
        {...(known ? { max: progress.total ?? 1, value: Math.min(progress.done, progress.total ?? 1) } : {})}
      />
      <span className="first-load-stage">{t(`central.stage.${progress?.stage ?? "connecting"}`)}</span>
    </div>
  );
}
