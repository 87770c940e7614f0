import { Smartphone } from "lucide-react";
import { useCallback, useMemo, useRef, useState } from "react";
import type { Failure } from "../../api/failures.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { ChildHint } from "../../components/ChildHint.tsx";
import { EntryField } from "../../components/EntryField.tsx";
import { Key } from "../../components/Key.tsx";
import { Keyboard } from "../../components/Keyboard.tsx";
import { Keypad } from "../../components/Keypad.tsx";
import { nameRows } from "../../components/keyboard-keys.ts";
import { OnwardKey } from "../../components/OnwardKey.tsx";
import { Refusal } from "../../components/Refusal.tsx";
import { grouped, readableEnds, restOfDate } from "../../format/numbers.ts";
import { useCore } from "../../hooks/core.ts";
import { useToday } from "../../hooks/useToday.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFlow, useVisit } from "../../state/visit.ts";
import {
  clearField,
  emptyPerson,
  endsTyping,
  erase,
  type PersonForm as Form,
  faultsOf,
  inputOf,
  nextField,
  type PersonField,
  type,
} from "./form.ts";
import "./person.css";

/** Who comes to the visit, as it stands on the policy; whoever has an account need not type it. */
export function PersonForm({ offersPhone }: { readonly offersPhone: boolean }) {
  const { t } = useTexts();
  const { act } = useCore();
  const today = useToday();
  const { order, choices } = useFlow();
  const other = choices.who === "other";
  const [form, setForm] = useState(() => ({ ...emptyPerson, ...useVisit.getState().typedPerson }));
  /** The form as it is typed, also between two paintings. */
  const latest = useRef(form);
  const [strict, setStrict] = useState(false);
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const right = faultsOf(form, today);

  const change = useCallback((how: (form: Form) => Form): void => {
    latest.current = how(latest.current);
    setForm(latest.current);
    setStrict(false);
  }, []);
  const submit = useRef<() => void>(() => undefined);
  const onType = useCallback(
    (character: string) => {
      const before = latest.current;
      change((form) => type(form, character));
      if (endsTyping(before, latest.current, today)) submit.current();
    },
    [change, today],
  );
  const onErase = useCallback(() => change(erase), [change]);
  const onClear = useCallback(() => change(clearField), [change]);
  const focus = (field: PersonField) => () => change((form) => ({ ...form, field }));
  const rows = useMemo(() => nameRows(t("keyboard.nameRows")), [t]);

  async function send(): Promise<void> {
    const person = inputOf(latest.current);
    setSending(true);
    useVisit.setState({ typedPerson: person });
    const answer = await act.identify(person);
    setSending(false);
    if (answer.ok) return;
    const { failure } = answer;
    if (failure.kind === "known" && failure.code === "NAME_INVALID") {
      change((form) => ({ ...form, field: failure.data.field }));
      return setStrict(true);
    }
    setRefusal(failure);
  }
  submit.current = (): void => {
    if (sending) return;
    const { field: at } = latest.current;
    const field = nextField(latest.current, today);
    if (field === null) return void send();
    change((form) => ({ ...form, field }));
    setStrict(field === at);
  };
  const goOn = (): void => submit.current();

  const errorOf = (field: PersonField): string | null => {
    const fault = right[field];
    if (fault === null) return null;
    // While one is still typing, only what can't become right any more is called wrong.
    const premature = fault === "NAME_EMPTY" || fault === "BIRTH_DATE_INCOMPLETE";
    if (premature && !(strict && field === form.field)) return null;
    if (fault !== "NAME_EMPTY") return t(`faults.${fault}`);
    return t(field === "given" ? "faults.GIVEN_EMPTY" : "faults.FAMILY_EMPTY");
  };
  const keys = {
    onType,
    onErase,
    onClear,
    onEnter: goOn,
    disabled: sending || refusal !== null,
  };

  return (
    <StepLayout
      title={t(other ? "person.titleOther" : "person.title")}
      sub={t("person.sub")}
      facts={false}
      under
      aside={
        form.field === "birthDate" ? (
          <Keypad {...keys} />
        ) : (
          <Keyboard {...keys} rows={rows} typed={typedInName} />
        )
      }
      action={
        <OnwardKey busy={sending} onPress={goOn}>
          {t(sending ? "person.sending" : "next")}
        </OnwardKey>
      }
    >
      <div className="person-before">
        {/* Where the flow asks for whom the visit is, a child was told of there. */}
        {!order.includes("who") && <ChildHint text={t("person.child")} />}
        {offersPhone && (
          <Key icon={Smartphone} onPress={() => act.signInBy("gosuslugi")}>
            {t("phoneSignIn.offer")}
          </Key>
        )}
      </div>
      <div className="person-fields">
        {(["family", "given", "patronymic"] as const).map((field) => (
          <EntryField
            key={field}
            compact
            label={t(`person.${field}`)}
            value={form[field]}
            rest=""
            active={form.field === field}
            complete={form[field] !== "" && form.field !== field && right[field] === null}
            error={errorOf(field)}
            onFocus={focus(field)}
          />
        ))}
        <EntryField
          compact
          label={t("signIn.birthDate")}
          value={grouped(form.birthDate, [2, 2, 4])}
          rest={restOfDate(form.birthDate, t("signIn.datePattern"))}
          active={form.field === "birthDate"}
          complete={right.birthDate === null}
          readable={readableEnds.birthDate}
          error={errorOf("birthDate")}
          onFocus={focus("birthDate")}
        />
      </div>
      {refusal && (
        <Refusal
          of="person"
          failure={refusal}
          onClose={() => setRefusal(null)}
          onAgain={() => {
            setRefusal(null);
            goOn();
          }}
        />
      )}
    </StepLayout>
  );
}

/** A keyboard that is plugged in: one character, whatever its layout; the form knows which have a place. */
const typedInName = ({ key }: KeyboardEvent): string | null => ([...key].length === 1 ? key : null);
