import { IdCard, Keyboard } from "lucide-react";
import { StepLayout } from "../../app/StepLayout.tsx";
import { ChildHint } from "../../components/ChildHint.tsx";
import { Key } from "../../components/Key.tsx";
import { childStep, isLast } from "../../flow/index.ts";
import { useCore } from "../../hooks/core.ts";
import { useTexts } from "../../i18n/index.ts";
import { useInfo } from "../../state/kiosk.ts";
import { useFlow, useVisit } from "../../state/visit.ts";
import { DemoPhone } from "./DemoPhone.tsx";
import { PhoneCode } from "./PhoneCode.tsx";
import { PhoneEnded } from "./PhoneEnded.tsx";
import { PhoneSteps } from "./PhoneSteps.tsx";
import { usePhoneGrant } from "./usePhoneGrant.ts";
import "./phone-sign-in.css";

/** Госуслуги, confirmed on the patient's own phone: nothing secret is typed at a screen in a lobby. */
export function PhoneSignIn({ otherWay }: { readonly otherWay: "byPolicy" | "byHand" }) {
  const { t } = useTexts();
  const { act } = useCore();
  const { demoPhone } = useInfo();
  const flow = useFlow();
  const wants = useVisit((state) => state.wants);
  const { waiting, begin } = usePhoneGrant();
  const books = wants === "book" && isLast(flow);
  const isForChild = otherWay === "byPolicy" && wants === "book" && childStep(flow.order) === "signIn";
  const onOtherWay = (): void => act.signInBy("policy");
  const other = t(`phoneSignIn.${otherWay}`);
  const grant = waiting.state === "shown" ? waiting.grant : null;
  if (waiting.state === "ended")
    return <PhoneEnded failure={waiting.failure} onAgain={begin} otherWay={other} onOtherWay={onOtherWay} />;
  return (
    <StepLayout
      title={t(books ? "phoneSignIn.titleLast" : "phoneSignIn.title")}
      sub={t("phoneSignIn.sub")}
      facts={false}
      aside={<PhoneCode waiting={waiting} />}
      action={demoPhone && grant && <DemoPhone grant={grant} />}
    >
      <PhoneSteps number={grant?.number ?? null} scans={grant === null || grant.qr !== null} />
      {isForChild && <ChildHint text={t("phoneSignIn.child")} />}
      <Key icon={otherWay === "byPolicy" ? IdCard : Keyboard} className="other-way" onPress={onOtherWay}>
        {other}
      </Key>
    </StepLayout>
  );
}
