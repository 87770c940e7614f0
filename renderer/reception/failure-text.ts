import type { Failure } from "../api/failures.ts";
import type { CounterTexts } from "./messages.ts";

/** As {@link failureText}, of what somebody looked for who has signed in: then too many tries are those of searching. */
export function searchFailureText(failure: Failure, t: CounterTexts): string {
  const isTries = failure.kind === "known" && failure.code === "TOO_MANY_TRIES";
  return isTries ? t("errors.tooManySearches", { count: failure.data.minutes }) : failureText(failure, t);
}

/** What went wrong, in words for the counter. */
export function failureText(failure: Failure, t: CounterTexts): string {
  if (failure.kind !== "known") return t("away");
  switch (failure.code) {
    case "STAFF_UNKNOWN":
      return t("errors.unknownPin");
    case "TOO_MANY_TRIES":
      return t("errors.tooManyTries", { count: failure.data.minutes });
    case "PRINTER_NOT_READY":
      return t("errors.notPrinted", { why: t(`screens:staff.state.printer.${failure.data.status}`) });
    case "STAFF_PATIENT_HERE":
      return t("errors.patientHere");
    case "KIOSK_AWAY":
      return t("errors.kioskAway");
    case "CENTRAL_AWAY":
      return t("screens:staff.errors.centralAway.title");
    case "POLICY_INVALID":
      return t("errors.noPolicy");
    case "PATIENT_NOT_FOUND":
      return t("errors.patientNotFound");
    case "PATIENT_AMBIGUOUS":
      return t("screens:staff.errors.ambiguous.title");
    case "NOT_FOUND":
      return t("errors.notFound");
    case "STAFF_NOT_ALLOWED":
      return t("screens:staff.errors.notAllowed.title");
    case "STAFF_UNRECORDED":
      return t("errors.unrecorded");
    case "DISK_REFUSES":
      return t("errors.notSwitched");
    default:
      return t("away");
  }
}
