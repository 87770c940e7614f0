import { type LucideIcon, MailX } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { type EmailFault, parseEmail } from "#contract/mail/email-address.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { EntryField } from "../../components/EntryField.tsx";
import { Key } from "../../components/Key.tsx";
import { Keyboard } from "../../components/Keyboard.tsx";
import { emailRows } from "../../components/keyboard-keys.ts";
import { useTexts } from "../../i18n/index.ts";
import { characterOf } from "../../scan/index.ts";
import { typeEmail } from "./typing.ts";
import "./email.css";

type EmailFormProps = {
  readonly sub: string;
  /** What was typed on an earlier way through. */
  readonly address: string;
  /** The key that takes the address. */
  readonly action: {
    readonly text: string;
    readonly icon: LucideIcon;
    readonly tone: "primary" | "go";
    readonly disabled?: boolean;
  };
  readonly onConfirm: (address: string) => void;
  /** No copy is wanted. */
  readonly onNone: () => void;
};

/** An e-mail address, typed on the screen's own letters. */
export function EmailForm({ sub, address: given, action, onConfirm, onNone }: EmailFormProps) {
  const { t } = useTexts();
  const [address, setAddress] = useState(given);
  const [shown, setShown] = useState<EmailFault | null>(null);
  const parsed = parseEmail(address);

  const change = useCallback((how: (address: string) => string): void => {
    setShown(null);
    setAddress(how);
  }, []);
  const onType = useCallback((text: string) => change((address) => typeEmail(address, text)), [change]);
  const onErase = useCallback(() => change((address) => address.slice(0, -1)), [change]);
  const onClear = useCallback(() => change(() => ""), [change]);
  const rows = useMemo(() => emailRows(t("keyboard.emailEndings").split(" ")), [t]);
  const confirm = (): void => {
    if (parsed.ok) onConfirm(parsed.value);
    else setShown(parsed.code);
  };

  return (
    <StepLayout
      title={t("email.title")}
      sub={sub}
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
          tone={action.tone}
          icon={action.icon}
          disabled={address === "" || action.disabled === true}
          onPress={confirm}
        >
          {action.text}
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
        <Key icon={MailX} onPress={onNone}>
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
