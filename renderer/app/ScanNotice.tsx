import { CalendarClock, ScanBarcode, ScanLine } from "lucide-react";
import { useEffect, useLayoutEffect, useRef } from "react";
import { Notice } from "../components/Notice.tsx";
import { useTexts } from "../i18n/index.ts";
import { hideScanNotice, useScanNotice } from "../scan/index.ts";
import "./scan-notice.css";

const shownFor = 8_000;

/** What became of a scan, for a while, over whatever screen is there. */
export function ScanNotice() {
  const { t } = useTexts();
  const { notice, count } = useScanNotice();
  useEffect(() => {
    if (count === 0) return;
    const timer = setTimeout(hideScanNotice, shownFor);
    return () => clearTimeout(timer);
  }, [count]);
  const shown = useRef<HTMLDivElement>(null);
  // Again at each notice: a question or a sheet that was opened since lies over what was shown before it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same notice again is a new one.
  useLayoutEffect(() => {
    shown.current?.hidePopover();
    shown.current?.showPopover();
  }, [notice, count]);
  if (notice === null) return null;
  const number = notice === "number" || notice === "numberAndDocument";
  const good = number || notice === "visit";
  const icon = notice === "visit" ? CalendarClock : number ? ScanBarcode : ScanLine;
  return (
    <div ref={shown} className="scan-notice" popover="manual">
      <Notice icon={icon} tone={good ? "info" : "warn"} live>
        {t(`scan.notice.${notice}`)}
      </Notice>
    </div>
  );
}
