import { ArrowRight, Check, ChevronLeft, ChevronRight, Phone, PhoneOff } from "lucide-react";
import { useCallback, useState } from "react";
import type { PatientView } from "#contract/sessions/patient-view.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { EntryField } from "../../components/EntryField.tsx";
import { Key } from "../../components/Key.tsx";
import { Keypad } from "../../components/Keypad.tsx";
import { isLast } from "../../flow/index.ts";
import { grouped, phoneLength, phoneWith } from "../../format/numbers.ts";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFlow } from "../../state/visit.ts";
import "./phone.css";

const groups = [3, 3, 2, 2] as const;

const knownOnPage = 2;

/** How the clinic reaches the patient: a number that it knows, a new one, or none. */
export function PhoneStep() {
  const { t } = useTexts();
  const { act } = useCore();
  const flow = useFlow();
  const { patient, subject, phone } = flow.choices;
  const known = (subject ?? patient)?.phones ?? [];
  const [digits, setDigits] = useState(phone?.kind === "new" ? phone.digits : "");
  const [error, setError] = useState<string | null>(null);
  const last = isLast(flow);

  const onType = useCallback((character: string) => {
    setError(null);
    setDigits((typed) => phoneWith(typed, character));
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
    if (digits.length < phoneLength)
      return setError(t("phone.incomplete", { count: phoneLength - digits.length }));
    act.pick({ phone: { kind: "new", digits } });
  };

  return (
    <StepLayout
      title={t("phone.title")}
      sub={t(last ? "phone.subLast" : "phone.sub")}
      aside={<Keypad onType={onType} onErase={onErase} onClear={onClear} onEnter={confirm} />}
      action={
        <Key
          tone={last ? "go" : "primary"}
          {...(last ? { icon: Check } : { iconAfter: ArrowRight })}
          disabled={digits === ""}
          onPress={confirm}
        >
          {t(last ? "book" : "next")}
        </Key>
      }
    >
      <KnownPhones phones={known} />
      <EntryField
        label={t(known.length > 0 ? "phone.orNew" : "phone.new")}
        prefix="+7"
        value={grouped(digits, groups)}
        rest={grouped(digits + "•".repeat(phoneLength - digits.length), groups).slice(
          grouped(digits, groups).length,
        )}
        active
        complete={digits.length === phoneLength}
        error={error}
        onFocus={() => undefined}
      />
      <Key
        icon={PhoneOff}
        tone="plain"
        className="phone-none"
        onPress={() => act.pick({ phone: { kind: "declined" } })}
      >
        {t("phone.none")}
      </Key>
    </StepLayout>
  );
}

/** The numbers in the patient's record, two at a time. */
function KnownPhones({ phones }: { readonly phones: PatientView["phones"] }) {
  const { t } = useTexts();
  const { act } = useCore();
  const [page, setPage] = useState(0);
  const pages = Math.ceil(phones.length / knownOnPage);
  if (phones.length === 0) return null;
  return (
    <div className={pages > 1 ? "phones-known paged" : "phones-known"}>
      {pages > 1 && (
        <Key
          icon={ChevronLeft}
          command="earlier"
          label={t("pager.back")}
          disabled={page === 0}
          onPress={() => setPage(page - 1)}
        >
          {""}
        </Key>
      )}
      <ul aria-label={t("phone.fromCard")}>
        {phones.slice(page * knownOnPage, (page + 1) * knownOnPage).map(({ index, masked }) => (
          <li key={index}>
            <button
              type="button"
              className="phone-known"
              onClick={() => act.pick({ phone: { kind: "known", index } })}
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
          </li>
        ))}
      </ul>
      {pages > 1 && (
        <Key
          icon={ChevronRight}
          command="later"
          label={t("pager.more")}
          disabled={page >= pages - 1}
          onPress={() => setPage(page + 1)}
        >
          {""}
        </Key>
      )}
    </div>
  );
}
