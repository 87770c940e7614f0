import { CircleCheckBig, ScanQrCode, Smartphone } from "lucide-react";
import { useTexts } from "../../i18n/index.ts";

/** What to do, in three pictures. @param number the two digits that the phone shows as well */
export function PhoneSteps({ number }: { readonly number: string | null }) {
  const { t } = useTexts();
  const steps = [
    { name: "scan", Icon: ScanQrCode, text: t("phoneSignIn.step.scan") },
    { name: "confirm", Icon: Smartphone, text: t("phoneSignIn.step.confirm") },
    { name: "wait", Icon: CircleCheckBig, text: t("phoneSignIn.step.wait") },
  ];
  return (
    <>
      <ol className="phone-steps">
        {steps.map(({ name, Icon, text }) => (
          <li key={name}>
            <Icon aria-hidden strokeWidth={1.7} />
            <span>{text}</span>
          </li>
        ))}
      </ol>
      {number !== null && (
        <p className="phone-number">
          {t("phoneSignIn.number")} <b>{number}</b>
        </p>
      )}
    </>
  );
}
