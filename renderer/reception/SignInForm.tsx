import { CircleAlert, LogIn } from "lucide-react";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { pinLength } from "#contract/staff/staff-state.ts";
import { Key } from "../components/Key.tsx";
import { Notice } from "../components/Notice.tsx";
import { useCounter } from "./core.ts";
import { failureText } from "./failure-text.ts";
import { useCounterTexts } from "./messages.ts";
import { useCounterState } from "./state.ts";
import "./sign-in-form.css";

/** Who works here? @param isKnown this page had a session today: it shows how the kiosks stand meanwhile */
export function SignInForm({ isKnown }: { readonly isKnown: boolean }) {
  const { t } = useCounterTexts();
  const { act } = useCounter();
  const { isAsking, refused } = useCounterState();
  const [pin, setPin] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => field.current?.focus(), []);
  const isPin = pin.length >= pinLength.least;
  const enter = (event?: FormEvent): void => {
    event?.preventDefault();
    if (!isPin) return;
    setPin("");
    void act.signIn(pin);
  };
  return (
    <main className="counter-sign-in">
      <form onSubmit={enter}>
        <h2>{t(isKnown ? "signIn.locked" : "screens:staff.pin.title")}</h2>
        <label htmlFor={id}>{t("screens:staff.pin.label")}</label>
        <input
          ref={field}
          id={id}
          type="password"
          inputMode="numeric"
          autoComplete="off"
          maxLength={pinLength.most}
          value={pin}
          onChange={(event) => setPin(event.target.value.replace(/\D/g, ""))}
        />
        <Key tone="primary" icon={LogIn} disabled={!isPin || isAsking} onPress={() => enter()}>
          {t("signIn.enter")}
        </Key>
        {refused && (
          <Notice icon={CircleAlert} tone="warn" live>
            {failureText(refused, t)}
          </Notice>
        )}
      </form>
    </main>
  );
}
