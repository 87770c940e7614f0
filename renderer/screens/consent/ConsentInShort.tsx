import { CalendarCheck, IdCard, type LucideIcon, Undo2 } from "lucide-react";
import { useTexts } from "../../i18n/index.ts";
import "./consent.css";

const lines = [
  ["what", IdCard],
  ["why", CalendarCheck],
  ["back", Undo2],
] as const satisfies readonly (readonly [string, LucideIcon])[];

/** What the agreement comes to, in three lines with a picture each; its whole text is what is agreed to. */
export function ConsentInShort() {
  const { t } = useTexts();
  return (
    <ul className="consent-short">
      {lines.map(([line, Icon]) => (
        <li key={line}>
          <Icon aria-hidden />
          {t(`consent.short.${line}`)}
        </li>
      ))}
    </ul>
  );
}
