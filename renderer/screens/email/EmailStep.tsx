import { ArrowRight, Check, MailX } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { type EmailFault, parseEmail } from "#contract/mail/email-address.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { EntryField } from "../../components/EntryField.tsx";
import { Key } from "../../components/Key.tsx";
import { Keyboard } from "../../components/Keyboard.tsx";
import { emailRows } from "../../components/keyboard-keys.ts";
import { isLast } from "../../flow/index.ts";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { characterOf } from "../../scan/index.ts";
import { useFlow } from "../../state/visit.ts";
import { typeEmail } from "./typing.ts";
import "./email.css";

/** Where a copy of the ticket goes, if one is wanted. */
export function EmailStep() {
  const { t } = useTexts();
  const { act } = useCore();
  const flow = useFlow();
  const [address, setAddress] = useState(flow.choices.email?.address ?? "");
  const [shown, setShown] = useState<EmailFault | null>(null);
  const parsed = parseEmail(address);
  const last = isLast(flow);

  const change = useCallback((how: (address: string) => string): void => {
    setShown(null);
    setAddress(how);
  }, []);
  const onType = useCallback((text: string) => change((address) => typeEmail(address, text)), [change]);
  const onErase = useCallback(() => change((address) => address.slice(0, -1)), [change]);
  const onClear = useCallback(() => change(() => ""), [change]);
  const rows = useMemo(() => emailRows(t("keyboard.emailEndings").split(" ")), [t]);
  const confirm = (): void => {
    if (parsed.ok) act.pick({ email: { address: parsed.value } });
    else setShown(parsed.code);
  };

  return (
    <StepLayout
      title={t("email.title")}
      sub={t("email.sub")}
      facts={false}
      under
      aside={
        <Keyboard
          rows={rows}
          typed={typedInAddress}
          onType={onType}
          onErase={onErase}
          onClear={onClear}
          onEnter={confirm}
        />
      }
      action={
        <Key
          tone={last ? "go" : "primary"}
          {...(last ? { icon: Check } : { iconAfter: ArrowRight })}
          disabled={address === ""}
          onPress={confirm}
        >
          {t(last ? "book" : "next")}
        </Key>
      }
    >
      <div className="email-fields">
        <EntryField
          compact
          label={t("email.label")}
          value={address}
          rest={address === "" ? t("email.example") : ""}
          active
          complete={parsed.ok}
          error={shown && t(`faults.${shown}`)}
          onFocus={() => undefined}
        />
        <Key icon={MailX} onPress={() => act.pick({ email: { address: "" } })}>
          {t("email.none")}
        </Key>
      </div>
    </StepLayout>
  );
}

/** The sign of a key by its place, as on an American keyboard: an address has no other letters. */
const typedInAddress = ({ key, code, shiftKey }: KeyboardEvent): string | null => {
  if (/^[A-Za-z0-9._%+\-@]$/.test(key)) return key;
  return code === "" ? null : characterOf({ key, code, shift: shiftKey });
};
