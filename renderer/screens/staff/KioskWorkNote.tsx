import { CircleCheck, CircleHelp, LoaderCircle, TriangleAlert } from "lucide-react";
import type { Failure } from "../../api/failures.ts";
import { Notice } from "../../components/Notice.tsx";
import { useTexts } from "../../i18n/index.ts";
import type { Texts } from "../../i18n/messages.ts";
import type { KioskWork } from "../../state/staff.ts";

/** What became of what a technician has set going. */
export function KioskWorkNote({ work }: { readonly work: KioskWork }) {
  const { t } = useTexts();
  switch (work.state) {
    case "idle":
      return null;
    case "working":
      return (
        <Notice icon={LoaderCircle} tone="info" live>
          {t(`staff.kiosk.working.${work.act}`)}
        </Notice>
      );
    case "done":
      return (
        <Notice icon={CircleCheck} tone="info" live>
          {t(`staff.kiosk.done.${work.act}`)}
        </Notice>
      );
    case "notYet":
      return (
        <Notice icon={CircleHelp} tone="info" live>
          {t("staff.kiosk.syncGoesOn")}
        </Notice>
      );
    case "failed":
      return (
        <Notice icon={TriangleAlert} live>
          {"failure" in work ? why(work.failure, t) : t("staff.kiosk.syncFailed")}
        </Notice>
      );
  }
}

function why(failure: Failure, t: Texts): string {
  if (failure.kind !== "known") return t("staff.errors.again");
  switch (failure.code) {
    case "PRINTER_NOT_READY":
      return t("staff.kiosk.testRefused", { why: t(`staff.state.printer.${failure.data.status}`) });
    case "PRINT_IN_DOUBT":
      return t("staff.kiosk.testUnknown");
    case "DISK_REFUSES":
      return t("staff.errors.disk");
    case "STAFF_UNRECORDED":
      return t("staff.errors.unrecorded.text");
    case "STAFF_NOT_ALLOWED":
      return t("staff.errors.notAllowed.title");
    default:
      return t("staff.errors.again");
  }
}
