import { Check, Keyboard, Phone, PhoneOff } from "lucide-react";
import type { PhoneChoice } from "#contract/booking/phone-choice.ts";
import type { ConsentText } from "#contract/consents/consent-text.ts";
import type { StepName } from "#contract/flow/steps.ts";
import { Key } from "../../components/Key.tsx";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useFlow } from "../../state/visit.ts";
import "./consent.css";

/** Known numbers that are offered here; the others are on the phone's own screen. */
const mostPhones = 2;
/** How much of a masked number people know it by: «41-07». */
const ending = 5;

/** Whether the phone is asked next: the answer to the agreement then tells it as well. */
export const asksPhoneToo = (order: readonly StepName[]): boolean =>
  order.indexOf("phone") === order.indexOf("consent") + 1;

/**
 * The answers to the agreement. Where the phone is asked next, each way to agree tells what the clinic may call as
 * well: one touch answers both.
 */
export function ConsentAnswers({ text }: { readonly text: ConsentText }) {
  const { t } = useTexts();
  const { act } = useCore();
  const { order, choices } = useFlow();
  const consent = { language: text.language, hash: text.hash, variant: text.variant };
  const refuse = <Key onPress={() => void act.refuseConsent(text)}>{t("consent.no")}</Key>;
  if (!asksPhoneToo(order))
    return (
      <div className="consent-answers">
        {refuse}
        <Key tone="go" icon={Check} onPress={() => act.pick({ consent })}>
          {t("consent.yes")}
        </Key>
      </div>
    );
  const known = ((choices.subject ?? choices.patient)?.phones ?? []).slice(0, mostPhones);
  const agree = (phone: PhoneChoice): void => act.pick({ consent, phone });
  return (
    <div className="consent-answers with-phone">
      {known.map(({ index, masked }) => (
        <Key key={index} tone="go" icon={Phone} onPress={() => agree({ kind: "known", index })}>
          {t("consent.withPhone")} <span className="phone-end">{`…${masked.slice(-ending)}`}</span>
        </Key>
      ))}
      <Key tone={known.length === 0 ? "go" : "plain"} icon={Keyboard} onPress={() => act.pick({ consent })}>
        {t(known.length === 0 ? "consent.typePhone" : "consent.otherPhone")}
      </Key>
      <Key icon={PhoneOff} onPress={() => agree({ kind: "declined" })}>
        {t("consent.withoutPhone")}
      </Key>
      {refuse}
    </div>
  );
}
