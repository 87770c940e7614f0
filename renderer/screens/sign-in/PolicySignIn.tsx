import { Smartphone } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { type Failure, isNameNeeded } from "../../api/failures.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { ChildHint } from "../../components/ChildHint.tsx";
import { EntryField } from "../../components/EntryField.tsx";
import { Key } from "../../components/Key.tsx";
import { Keypad } from "../../components/Keypad.tsx";
import { OnwardKey } from "../../components/OnwardKey.tsx";
import { Refusal } from "../../components/Refusal.tsx";
import { childStep, isLast } from "../../flow/index.ts";
import { grouped, readableEnds, restOfDate } from "../../format/numbers.ts";
import { useCore } from "../../hooks/core.ts";
import { useToday } from "../../hooks/useToday.ts";
import { useTexts } from "../../i18n/index.ts";
import { useInfo } from "../../state/kiosk.ts";
import { useFlow, useVisit } from "../../state/visit.ts";
import {
  chooseKind,
  clearField,
  emptyForm,
  erase,
  faultsOf,
  firstFault,
  type SignInForm,
  scannedForm,
  takesLetters,
  type,
  typedIn,
  valueIn,
} from "./form.ts";
import { PolicyKinds } from "./PolicyKinds.tsx";
import { PolicyPicture } from "./PolicyPicture.tsx";
import { ScanStrip } from "./ScanStrip.tsx";
import "./sign-in.css";

/** The number of a policy and its second factor, typed or scanned. */
export function PolicySignIn() {
  const { t } = useTexts();
  const { act } = useCore();
  const today = useToday();
  const { secondFactor, signInMethods } = useInfo();
  const hasPhone = signInMethods.includes("gosuslugi");
  const flow = useFlow();
  const wants = useVisit((state) => state.wants);
  const books = wants === "book" && isLast(flow);
  // In any other order a child is named at a step of its own.
  const isForChild = wants === "book" && childStep(flow.order) === "signIn";
  const [form, setForm] = useState(() => useVisit.getState().typedPolicy ?? emptyForm(secondFactor));
  const [strict, setStrict] = useState(false);
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const faults = faultsOf(form, today, strict);
  const right = faultsOf(form, today, true);

  const change = useCallback((how: (form: SignInForm) => SignInForm): void => {
    setForm(how);
    setStrict(false);
  }, []);
  const onType = useCallback((character: string) => change((form) => type(form, character)), [change]);
  const onErase = useCallback(() => change(erase), [change]);
  const onClear = useCallback(() => change(clearField), [change]);
  const focus = (field: SignInForm["field"]) => () => setForm((form) => ({ ...form, field }));

  const send = useCallback(
    async (form: SignInForm): Promise<void> => {
      setSending(true);
      useVisit.setState({ typedPolicy: form });
      const answer = await act.signIn({ ...typedIn(form), name: null });
      setSending(false);
      // Then the name is asked for, on a screen of its own.
      if (!answer.ok && !isNameNeeded(answer.failure)) setRefusal(answer.failure);
    },
    [act],
  );
  const submit = (): void => {
    if (sending) return;
    const wrong = firstFault(right);
    if (wrong === null) return void send(form);
    setStrict(true);
    setForm({ ...form, field: wrong });
  };

  const scanned = useVisit((state) => state.scanned);
  useEffect(() => {
    if (scanned === null || sending) return;
    const filled = scannedForm(scanned, secondFactor);
    useVisit.setState({ scanned: null });
    change(() => filled);
    setRefusal(null);
    if (scanned.birthDate !== null && secondFactor === "birthDate") void send(filled);
  }, [scanned, sending, secondFactor, change, send]);

  const number = valueIn(form, "number");
  const fault = (code: NonNullable<(typeof faults)[keyof typeof faults]> | null): string | null =>
    code === null
      ? null
      : t(
          `faults.${form.kind === "temporary" && code === "POLICY_INCOMPLETE" ? "TEMPORARY_INCOMPLETE" : code}`,
        );

  return (
    <StepLayout
      title={t(books ? "signIn.titleLast" : "signIn.title")}
      sub={t(`signIn.sub.${form.kind}`, { factor: t(`signIn.factor.${secondFactor}`) })}
      facts={false}
      // With a second document to name, the words take the picture's place.
      picture={secondFactor === "birthDate" && <PolicyPicture kind={form.kind} />}
      aside={
        <Keypad
          onType={onType}
          onErase={onErase}
          onClear={onClear}
          onEnter={submit}
          letters={takesLetters(form)}
          disabled={sending || refusal !== null}
        />
      }
      action={
        <OnwardKey
          tone={books ? "go" : "primary"}
          busy={sending}
          disabled={number === "" && form[secondFactor] === ""}
          onPress={submit}
        >
          {t(sending ? "signIn.sending" : books ? "signIn.enterAndBook" : "signIn.enter")}
        </OnwardKey>
      }
    >
      {isForChild && <ChildHint text={t("signIn.child")} />}
      <div className={hasPhone ? "sign-in-ways four" : "sign-in-ways"}>
        <PolicyKinds chosen={form.kind} onChoose={(kind) => change((form) => chooseKind(form, kind))} />
        {hasPhone && (
          <Key icon={Smartphone} className="by-phone" onPress={() => act.signInBy("gosuslugi")}>
            {t("phoneSignIn.offer")}
          </Key>
        )}
      </div>
      <div className={form.kind === "old" ? "policy-fields two" : "policy-fields"}>
        {form.kind === "old" && (
          <EntryField
            label={t("signIn.series")}
            value={form.series}
            rest=""
            active={form.field === "series"}
            complete={form.series !== "" && right.series === null}
            error={fault(faults.series)}
            onFocus={focus("series")}
          />
        )}
        <EntryField
          label={t(`signIn.number.${form.kind}`)}
          value={form.kind === "unified" ? grouped(number, [4, 4, 4, 4]) : number}
          rest={restOfNumber(form.kind, number)}
          active={form.field === "number"}
          complete={number !== "" && right.series === null && right.number === null}
          readable={readableEnds[form.kind]}
          error={fault(faults.number)}
          onFocus={focus("number")}
        />
      </div>
      {secondFactor === "birthDate" ? (
        <EntryField
          label={t("signIn.birthDate")}
          value={grouped(form.birthDate, [2, 2, 4])}
          rest={restOfDate(form.birthDate, t("signIn.datePattern"))}
          active={form.field === "birthDate"}
          complete={right.birthDate === null}
          readable={readableEnds.birthDate}
          error={fault(faults.birthDate)}
          onFocus={focus("birthDate")}
        />
      ) : (
        <EntryField
          label={t("signIn.otherDocument")}
          value={form.document}
          rest=""
          active={form.field === "document"}
          complete={right.document === null}
          readable={readableEnds.document}
          error={fault(faults.document)}
          onFocus={focus("document")}
        />
      )}
      <ScanStrip />
      {refusal && (
        <Refusal
          of="policy"
          failure={refusal}
          onClose={() => setRefusal(null)}
          onAgain={() => {
            setRefusal(null);
            submit();
          }}
        />
      )}
    </StepLayout>
  );
}

const dots = "••••••••••••••••";

function restOfNumber(kind: SignInForm["kind"], number: string): string {
  if (kind === "old") return "";
  const whole = kind === "unified" ? dots : dots.slice(0, 9);
  const full =
    kind === "unified"
      ? grouped(number + whole.slice(number.length), [4, 4, 4, 4])
      : number + whole.slice(number.length);
  return full.slice((kind === "unified" ? grouped(number, [4, 4, 4, 4]) : number).length);
}
