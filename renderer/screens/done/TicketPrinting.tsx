import { Check, Printer, X } from "lucide-react";
import { Key } from "../../components/Key.tsx";
import { useTexts } from "../../i18n/index.ts";
import { useVisit } from "../../state/visit.ts";
import { PrintingNote } from "./PrintingNote.tsx";

/** What the printer is doing, and the key that prints; or the question, where nobody knows whether it came out. */
export function TicketPrinting(props: {
  readonly onPrint: () => void;
  readonly onAnswer: (cameOut: boolean) => void;
}) {
  const { t } = useTexts();
  const printing = useVisit((state) => state.printing);
  const again = printing.state === "printed" || printing.state === "denied" || printing.state === "retracted";
  return (
    <>
      <PrintingNote printing={printing} />
      {printing.state === "asked" ? (
        <div className="done-keys">
          <Key tone="primary" icon={Check} className="done-print" onPress={() => props.onAnswer(true)}>
            {t("printing.yes")}
          </Key>
          <Key icon={X} className="done-print" onPress={() => props.onAnswer(false)}>
            {t("printing.no")}
          </Key>
        </div>
      ) : (
        <Key
          tone={printing.state === "printed" ? "plain" : "primary"}
          icon={Printer}
          className="done-print"
          disabled={printing.state === "printing"}
          onPress={props.onPrint}
        >
          {t(again ? "done.printAgain" : "done.print")}
        </Key>
      )}
    </>
  );
}
