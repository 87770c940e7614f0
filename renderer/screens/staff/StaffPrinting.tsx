import { CircleCheck, CircleHelp, LoaderCircle, type LucideIcon, TriangleAlert } from "lucide-react";
import { Notice } from "../../components/Notice.tsx";
import { useTexts } from "../../i18n/index.ts";
import type { Texts } from "../../i18n/messages.ts";
import { canPrint, useKiosk } from "../../state/kiosk.ts";
import type { Printing } from "../../state/visit.ts";

/** What the printer does with the ticket, in words for staff. */
export function StaffPrinting({ printing }: { readonly printing: Printing }) {
  const { t } = useTexts();
  const printer = useKiosk((state) => state.printer);
  const note = noteOf(printing, t) ?? (canPrint(printer) ? null : warn(t(`staff.state.printer.${printer}`)));
  if (note === null) return null;
  return (
    <Notice icon={note.icon} tone={note.tone} live>
      {note.text}
    </Notice>
  );
}

type Note = { readonly icon: LucideIcon; readonly tone: "info" | "warn"; readonly text: string };
const warn = (text: string): Note => ({ icon: TriangleAlert, tone: "warn", text });

function noteOf(printing: Printing, t: Texts): Note | null {
  switch (printing.state) {
    case "idle":
      return null;
    case "printing":
      return { icon: LoaderCircle, tone: "info", text: t("printing.printing") };
    case "printed":
      return { icon: CircleCheck, tone: "info", text: t("staff.printing.printed") };
    case "asked":
      return { icon: CircleHelp, tone: "warn", text: t("printing.asked") };
    case "denied":
    case "retracted":
      return warn(t("staff.printing.denied"));
    case "failed": {
      const { failure } = printing;
      const isPrinter = failure.kind === "known" && failure.code === "PRINTER_NOT_READY";
      if (isPrinter)
        return warn(t("staff.printing.failed", { why: t(`staff.state.printer.${failure.data.status}`) }));
      const isUnrecorded = failure.kind === "known" && failure.code === "STAFF_UNRECORDED";
      return warn(t(isUnrecorded ? "staff.errors.unrecorded.text" : "staff.errors.again"));
    }
  }
}
