import { CircleCheck, CircleHelp, LoaderCircle, TriangleAlert } from "lucide-react";
import { Unbroken } from "../../components/AskReception.tsx";
import { useTexts } from "../../i18n/index.ts";
import { canPrint, useInfo, useKiosk } from "../../state/kiosk.ts";
import type { Printing } from "../../state/visit.ts";

/** What the printer is doing. Whatever it does, the visit is booked, and the words say so. */
export function PrintingNote({ printing }: { readonly printing: Printing }) {
  const { t } = useTexts();
  const { clinic } = useInfo();
  const printer = useKiosk((state) => state.printer);
  const failed = printing.state === "failed";
  const known = failed && printing.failure.kind === "known" && printing.failure.code === "PRINTER_NOT_READY";
  const status =
    known && printing.failure.kind === "known" && printing.failure.code === "PRINTER_NOT_READY"
      ? printing.failure.data.status
      : printer;
  const note = ((): { tone: string; icon: typeof CircleCheck; text: string } | null => {
    if (printing.state === "printing")
      return { tone: "busy", icon: LoaderCircle, text: t("printing.printing") };
    if (printing.state === "printed") return { tone: "good", icon: CircleCheck, text: t("printing.printed") };
    if (printing.state === "asked") {
      const why = printing.status === "ready" ? "" : `${t(`printing.doubt.${printing.status}`)} `;
      return { tone: "warn", icon: CircleHelp, text: why + t("printing.asked") };
    }
    if (printing.state === "denied") return { tone: "warn", icon: TriangleAlert, text: t("printing.denied") };
    if (printing.state === "retracted")
      return { tone: "warn", icon: TriangleAlert, text: t("printing.retracted") };
    const away = failed || !canPrint(printer);
    if (!away) return null;
    const usedUp = failed && printing.failure.kind === "known" && printing.failure.code === "TICKETS_USED_UP";
    const why = t(usedUp ? "printing.usedUp" : `printing.status.${status}`);
    const help = clinic.phone ? t("printing.helpPhone", { phone: clinic.phone }) : t("printing.help");
    return { tone: "warn", icon: TriangleAlert, text: `${why} ${help}` };
  })();
  if (note === null) return null;
  const Icon = note.icon;
  return (
    <div className={`printing ${note.tone}`} role="status">
      <Icon aria-hidden />
      <span>
        <Unbroken text={note.text} part={clinic.phone} />
      </span>
    </div>
  );
}
