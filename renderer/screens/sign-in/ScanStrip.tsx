import { ScanBarcode } from "lucide-react";
import { useTexts } from "../../i18n/index.ts";
import { useInfo } from "../../state/kiosk.ts";
import "./scan-strip.css";

/** Tells that there is a scanner, where there is one; the demo holds policies to an imagined one. */
export function ScanStrip() {
  const { t } = useTexts();
  const { scanner, demo, secondFactor } = useInfo();
  if (scanner === "none" && !demo) return null;
  // As a keyboard a scanner can't send the bytes of a policy's barcode, only numbers in plain.
  const reads = scanner === "keyboard" ? "number" : "policy";
  const fills = secondFactor === "document" ? "number" : reads;
  return (
    <div className="scan-strip">
      <ScanBarcode aria-hidden />
      <p>
        <b>{t(`scan.strip.${reads}.title`)}</b> <span>{t(`scan.strip.${fills}.text`)}</span>
      </p>
    </div>
  );
}
