import { CircleCheckBig, Keyboard, ScanQrCode, Smartphone } from "lucide-react";
import { useTexts } from "../../i18n/index.ts";

type PhoneStepsProps = {
  /** The two digits that the phone shows as well. */
  readonly number: string | null;
  /** Whether there is a code for the camera; else the address is typed. */
  readonly scans: boolean;
};

/** What to do, in three pictures. */
export function PhoneSteps({ number, scans }: PhoneStepsProps) {
  const { t } = useTexts();
  const steps = [
    scans
      ? { name: "scan", Icon: ScanQrCode, text: t("phoneSignIn.step.scan") }
      : { name: "type", Icon: Keyboard, text: t("phoneSignIn.step.type") },
    { name: "confirm", Icon: Smartphone, text: t("phoneSignIn.step.confirm") },
    { name: "wait", Icon: CircleCheckBig, text: t("phoneSignIn.step.wait") },
  ];
  return (
    <>
      <ol className="phone-steps" data-say>
        {steps.map(({ name, Icon, text }) => (
          <li key={name}>
            <Icon aria-hidden strokeWidth={1.7} />
            <span>{text}</span>
          </li>
        ))}
      </ol>
      {number !== null && (
        <p className="phone-number" data-say>
          {t("phoneSignIn.number")} <b>{number}</b>
        </p>
      )}
    </>
  );
}
