import { CloudOff, Hourglass, RotateCw, SearchX, Users } from "lucide-react";
import type { ReactNode } from "react";
import type { Failure } from "../api/failures.ts";
import { useTexts } from "../i18n/index.ts";
import { useInfo } from "../state/kiosk.ts";
import { useVisit } from "../state/visit.ts";
import { Dialog } from "./Dialog.tsx";
import { HelpKey } from "./HelpKey.tsx";
import { Key } from "./Key.tsx";
import "./refusal.css";

type RefusalProps = {
  /** What the person was looked for by. */
  readonly of: "policy" | "person";
  readonly failure: Failure;
  readonly onClose: () => void;
  /** Sends the same again, where that may help. */
  readonly onAgain: () => void;
};

/** Why a person was not found, and what to do. What was typed stays. */
export function Refusal({ of, failure, onClose, onAgain }: RefusalProps) {
  const { t } = useTexts();
  const { clinic } = useInfo();
  const hasTime = useVisit(({ flow }) => flow?.choices.slot !== undefined);
  const ask = (lead: ReactNode, title: string, text: ReactNode, close: string, help?: ReactNode) => (
    <Dialog
      title={title}
      lead={lead}
      actions={
        <>
          {help}
          <Key tone="primary" command="back" onPress={onClose}>
            {close}
          </Key>
        </>
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
        t(`errors.PATIENT_NOT_FOUND.${of}.title`),
        <>
          <ol className="reasons">
            <li>
              <b>{t("errors.PATIENT_NOT_FOUND.mistyped")}</b>{" "}
              {t(`errors.PATIENT_NOT_FOUND.${of}.mistypedHelp`)}
            </li>
            <li>
              <b>{t(`errors.PATIENT_NOT_FOUND.${of}.unknown`)}</b> {t("errors.PATIENT_NOT_FOUND.unknownHelp")}
            </li>
          </ol>
          {of === "policy" && <p>{t("errors.PATIENT_NOT_FOUND.child")}</p>}
        </>,
        check,
        <HelpKey topic="notFound" />,
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
    case "DOCUMENT_INVALID":
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
        <>
          {hasTime && <p>{t("errors.CENTRAL_AWAY.notBooked")}</p>}
          <p>
            {clinic.phone
              ? t("errors.CENTRAL_AWAY.textPhone", { phone: clinic.phone })
              : t("errors.CENTRAL_AWAY.text")}
          </p>
        </>,
        t("understood"),
        <Key icon={RotateCw} onPress={onAgain}>
          {t("booking.again")}
        </Key>,
      );
  }
}
