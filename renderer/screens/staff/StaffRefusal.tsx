import { CircleAlert, CloudOff, Hourglass, type LucideIcon, SearchX, UserRoundX, Users } from "lucide-react";
import type { Failure } from "../../api/failures.ts";
import { Dialog } from "../../components/Dialog.tsx";
import { Key } from "../../components/Key.tsx";
import { useTexts } from "../../i18n/index.ts";
import type { Texts } from "../../i18n/messages.ts";

type StaffRefusalProps = { readonly failure: Failure; readonly onClose: () => void };

/** Why what somebody of the clinic asked for brought nothing. */
export function StaffRefusal({ failure, onClose }: StaffRefusalProps) {
  const { t } = useTexts();
  const { icon: Icon, title, text } = wordsOf(failure, t);
  return (
    <Dialog
      title={title}
      lead={<Icon aria-hidden />}
      actions={
        <Key tone="primary" command="back" onPress={onClose}>
          {t("understood")}
        </Key>
      }
    >
      {text}
    </Dialog>
  );
}

type Words = { readonly icon: LucideIcon; readonly title: string; readonly text: string };

function wordsOf(failure: Failure, t: Texts): Words {
  const coreAway: Words = {
    icon: CloudOff,
    title: t("errors.CORE_AWAY.title"),
    text: t("staff.errors.again"),
  };
  if (failure.kind !== "known") return coreAway;
  switch (failure.code) {
    case "STAFF_UNKNOWN":
      return {
        icon: UserRoundX,
        title: t("staff.errors.unknown.title"),
        text: t("staff.errors.unknown.text"),
      };
    case "TOO_MANY_TRIES":
      return {
        icon: Hourglass,
        title: t("errors.TOO_MANY_TRIES.title"),
        text: t("staff.errors.tooManyTries", { count: failure.data.minutes }),
      };
    case "STAFF_PATIENT_HERE":
      return {
        icon: UserRoundX,
        title: t("staff.errors.patientHere.title"),
        text: t("staff.errors.patientHere.text"),
      };
    case "NOT_FOUND":
      return {
        icon: SearchX,
        title: t("staff.errors.notFound.title"),
        text: t("staff.errors.notFound.text"),
      };
    case "PATIENT_NOT_FOUND":
      return {
        icon: SearchX,
        title: t("staff.errors.patientNotFound.title"),
        text: t("staff.errors.patientNotFound.text"),
      };
    case "PATIENT_AMBIGUOUS":
      return {
        icon: Users,
        title: t("staff.errors.ambiguous.title"),
        text: t("staff.errors.ambiguous.text"),
      };
    case "CENTRAL_AWAY":
      return {
        icon: CloudOff,
        title: t("staff.errors.centralAway.title"),
        text: t("staff.errors.centralAway.text"),
      };
    case "KIOSK_CLOSED":
      return { icon: CircleAlert, title: t("staff.state.closed"), text: t("staff.help.closed") };
    case "STAFF_NOT_ALLOWED":
      return {
        icon: UserRoundX,
        title: t("staff.errors.notAllowed.title"),
        text: t("staff.errors.notAllowed.text"),
      };
    case "STAFF_UNRECORDED":
      return {
        icon: CircleAlert,
        title: t("staff.errors.unrecorded.title"),
        text: t("staff.errors.unrecorded.text"),
      };
    default:
      return coreAway;
  }
}
