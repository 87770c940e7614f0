import { type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { nameFields, type PersonInput } from "#contract/patients/person.ts";
import type { Answer, Failure } from "../../api/failures.ts";
import { StepLayout } from "../../app/StepLayout.tsx";
import { EntryField } from "../../components/EntryField.tsx";
import { Keyboard } from "../../components/Keyboard.tsx";
import { Keypad } from "../../components/Keypad.tsx";
import { nameRows } from "../../components/keyboard-keys.ts";
import { OnwardKey } from "../../components/OnwardKey.tsx";
import { Refusal } from "../../components/Refusal.tsx";
import { grouped, readableEnds, restOfDate } from "../../format/numbers.ts";
import { useToday } from "../../hooks/useToday.ts";
import { useTexts } from "../../i18n/index.ts";
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

type PersonEntryProps = {
  /** What is asked for, in this order. */
  readonly fields: readonly PersonField[];
  /** What was typed before. */
  readonly typed: Partial<PersonInput> | null;
  readonly title: string;
  readonly sub: string;
  /** Stands above the fields. */
  readonly before?: ReactNode;
  /** What the key says that leads on: from field to field, from the last one, and while the person is looked for. */
  readonly onward: {
    readonly next: string;
    readonly last?: string;
    readonly sending: string;
    readonly tone?: "go" | "primary";
  };
  /** What the person is looked for by. */
  readonly of: "policy" | "person";
  readonly send: (person: PersonInput) => Promise<Answer<unknown>>;
};

/** A person's name, and birth date where it is asked for, on own letters and digits. */
export function PersonEntry({ fields, typed, title, sub, before, onward, of, send }: PersonEntryProps) {
  const { t } = useTexts();
  const today = useToday();
  const [form, setForm] = useState<Form>(() => ({ ...emptyPerson, ...typed }));
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

  async function look(): Promise<void> {
    setSending(true);
    const answer = await send(inputOf(latest.current));
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
    const field = nextField(latest.current, today, fields);
    if (field === null) return void look();
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
  const isLast = form.field === fields.at(-1);
  const named = fields.includes("birthDate") ? "person-fields" : "person-fields names";

  return (
    <StepLayout
      title={title}
      sub={sub}
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
        <OnwardKey busy={sending} onPress={goOn} {...(onward.tone && isLast ? { tone: onward.tone } : {})}>
          {sending ? onward.sending : isLast ? (onward.last ?? onward.next) : onward.next}
        </OnwardKey>
      }
    >
      <div className="person-before">{before}</div>
      <div className={named}>
        {nameFields.map((field) => (
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
        {fields.includes("birthDate") && (
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
        )}
      </div>
      {refusal && (
        <Refusal
          of={of}
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
