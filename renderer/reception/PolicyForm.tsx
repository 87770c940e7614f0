import { CircleAlert, Search } from "lucide-react";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { parseBirthDate } from "#contract/patients/birth-date.ts";
import { Key } from "../components/Key.tsx";
import { Notice } from "../components/Notice.tsx";
import { useCounter } from "./core.ts";
import { heardKiosk, type LobbySeen } from "./lobby.ts";
import { useCounterTexts } from "./messages.ts";
import { useCounterState } from "./state.ts";
import "./policy-form.css";

/** Asks for the birth date that belongs to a typed policy, and looks its patient's tickets up. */
export function PolicyForm({ seen, policy }: { readonly seen: LobbySeen; readonly policy: string }) {
  const { t } = useCounterTexts();
  const { act } = useCounter();
  const isAsking = useCounterState((state) => state.isAsking);
  const [typed, setTyped] = useState("");
  const [isWrong, setWrong] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => field.current?.focus(), []);
  const digits = typed.replace(/\D/g, "");
  const find = (event?: FormEvent): void => {
    event?.preventDefault();
    const read = parseBirthDate(digits, new Date().toISOString().slice(0, 10));
    setWrong(!read.ok);
    if (read.ok) void act.byPolicy(read.value, heardKiosk(seen));
  };
  return (
    <form className="policy-form" onSubmit={find}>
      <h2>{t("policy.title", { number: policy.replace(/(\d{4})(?=\d)/g, "$1 ") })}</h2>
      <label htmlFor={id}>{t("policy.birthDate")}</label>
      <div className="policy-choice">
        <input
          ref={field}
          id={id}
          type="text"
          inputMode="numeric"
          autoComplete="off"
          maxLength={10}
          placeholder={t("policy.pattern")}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value.replace(/[^\d.]/g, ""));
            setWrong(false);
          }}
        />
        <Key tone="primary" icon={Search} disabled={isAsking} onPress={() => find()}>
          {t("policy.find")}
        </Key>
      </div>
      {isWrong && (
        <Notice icon={CircleAlert} tone="warn" live>
          {t("policy.wrongDate")}
        </Notice>
      )}
    </form>
  );
}
