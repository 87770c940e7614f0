import { CloudOff, Hourglass, SearchX, Users } from "lucide-react";
import type { ReactNode } from "react";
import type { Failure } from "../../api/failures.ts";
import { Dialog } from "../../components/Dialog.tsx";
import { Key } from "../../components/Key.tsx";
import { useTexts } from "../../i18n/index.ts";
import { useInfo } from "../../state/kiosk.ts";
import "./sign-in-refusal.css";

type SignInRefusalProps = { readonly failure: Failure; readonly onClose: () => void };

/** Why the sign-in did not work, and what to do. What was typed stays. */
export function SignInRefusal({ failure, onClose }: SignInRefusalProps) {
  const { t } = useTexts();
  const { clinic } = useInfo();
  const ask = (lead: ReactNode, title: string, text: ReactNode, close: string) => (
    <Dialog
      title={title}
      lead={lead}
      actions={
        <Key tone="primary" command="back" onPress={onClose}>
          {close}
        </Key>
      }
    >
      {text}
    </Dialog>
  );
  const check = t("signIn.check");
  if (failure.kind !== "known")
    return ask(<CloudOff aria-hidden />, t("errors.CORE_AWAY.title"), t("errors.CORE_AWAY.text"), check);
  switch (failure.code) {
    case "PATIENT_NOT_FOUND":
      return ask(
        <SearchX aria-hidden />,
        t("errors.PATIENT_NOT_FOUND.title"),
        <ol className="reasons">
          <li>
            <b>{t("errors.PATIENT_NOT_FOUND.mistyped")}</b> {t("errors.PATIENT_NOT_FOUND.mistypedHelp")}
          </li>
          <li>
            <b>{t("errors.PATIENT_NOT_FOUND.unknown")}</b> {t("errors.PATIENT_NOT_FOUND.unknownHelp")}
          </li>
        </ol>,
        check,
      );
    case "PATIENT_AMBIGUOUS":
      return ask(
        <Users aria-hidden />,
        t("errors.PATIENT_AMBIGUOUS.title"),
        t("errors.PATIENT_AMBIGUOUS.text"),
        t("understood"),
      );
    case "TOO_MANY_TRIES":
      return ask(
        <Hourglass aria-hidden />,
        t("errors.TOO_MANY_TRIES.title"),
        t("errors.TOO_MANY_TRIES.text", { count: failure.data.minutes }),
        t("understood"),
      );
    case "POLICY_INVALID":
    case "BIRTH_DATE_INVALID":
      return ask(
        <SearchX aria-hidden />,
        t("errors.CHECK_FIELDS.title"),
        t(`faults.${failure.data.fault}`),
        check,
      );
    default:
      return ask(
        <CloudOff aria-hidden />,
        t("errors.CENTRAL_AWAY.title"),
        clinic.phone
          ? t("errors.CENTRAL_AWAY.textPhone", { phone: clinic.phone })
          : t("errors.CENTRAL_AWAY.text"),
        t("understood"),
      );
  }
}
