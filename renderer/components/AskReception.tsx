import { useTexts } from "../i18n/index.ts";
import { useInfo } from "../state/kiosk.ts";

/** Where to ask: reception, with its phone where the clinic has told one. */
export function AskReception() {
  const { t } = useTexts();
  const { phone } = useInfo().clinic;
  return phone ? <Unbroken text={t("receptionPhone", { phone })} part={phone} /> : t("askReception");
}

/** A text in which one part, such as a phone number, is never cut by the end of a line. */
export function Unbroken({ text, part }: { readonly text: string; readonly part: string }) {
  const at = text.indexOf(part);
  if (at < 0 || part === "") return text;
  return (
    <>
      {text.slice(0, at)}
      <span className="unbroken">{part}</span>
      {text.slice(at + part.length)}
    </>
  );
}
