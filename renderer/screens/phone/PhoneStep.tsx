import { Check, ChevronRight, Phone, PhoneOff } from "lucide-react";
import { useCallback, useState } from "react";
import { StepLayout } from "../../app/StepLayout.tsx";
import { EntryField } from "../../components/EntryField.tsx";
import { Key } from "../../components/Key.tsx";
import { Keypad } from "../../components/Keypad.tsx";
import { grouped } from "../../format/numbers.ts";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFlow } from "../../state/visit.ts";
import "./phone.css";

const wholeLength = 10;
const groups = [3, 3, 2, 2] as const;

export function PhoneStep() {
  const { t } = useTexts();
  const { act } = useCore();
  const { patient, phone } = useFlow().choices;
  const [digits, setDigits] = useState(phone?.kind === "new" ? phone.digits : "");
  const [error, setError] = useState<string | null>(null);

  const onType = useCallback((character: string) => {
    setError(null);
    // Many type a mobile number with 8 or 7 before its 9, as one dials it: no code of the country begins so.
    setDigits((typed) =>
      /^[78]$/.test(typed) && character === "9" ? "9" : (typed + character).slice(0, wholeLength),
    );
  }, []);
  const onErase = useCallback(() => {
    setError(null);
    setDigits((typed) => typed.slice(0, -1));
  }, []);
  const onClear = useCallback(() => {
    setError(null);
    setDigits("");
  }, []);
  const confirm = (): void => {
    if (digits.length < wholeLength)
      return setError(t("phone.incomplete", { count: wholeLength - digits.length }));
    void act.bookWith({ kind: "new", digits });
  };

  return (
    <StepLayout
      title={t("phone.title")}
      sub={t("phone.sub")}
      aside={<Keypad onType={onType} onErase={onErase} onClear={onClear} onEnter={confirm} />}
      action={
        <Key tone="go" icon={Check} disabled={digits === ""} onPress={confirm}>
          {t("phone.confirm")}
        </Key>
      }
    >
      {patient?.phones.slice(0, 2).map(({ index, masked }) => (
        <button
          key={index}
          type="button"
          className="phone-known"
          onClick={() => void act.bookWith({ kind: "known", index })}
        >
          <span className="row-badge" aria-hidden>
            <Phone />
          </span>
          <span>
            <b>{masked}</b>
            <span>{t("phone.fromCard")}</span>
          </span>
          <ChevronRight aria-hidden />
        </button>
      ))}
      <EntryField
        label={t(patient?.phones.length ? "phone.orNew" : "phone.new")}
        prefix="+7"
        value={grouped(digits, groups)}
        rest={grouped(digits + "•".repeat(wholeLength - digits.length), groups).slice(
          grouped(digits, groups).length,
        )}
        active
        complete={digits.length === wholeLength}
        error={error}
        onFocus={() => undefined}
      />
      <Key
        icon={PhoneOff}
        tone="plain"
        className="phone-none"
        onPress={() => void act.bookWith({ kind: "declined" })}
      >
        {t("phone.none")}
      </Key>
    </StepLayout>
  );
}
