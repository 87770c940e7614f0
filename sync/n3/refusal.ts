import type { HubOperation } from "#contract/n3/index.ts";

/**
 * Why an operation was refused, by the numbers of its errors; a screen has a text for each. What the hub or the clinic's
 * system writes beside the number is for clinics, and no patient reads it.
 * - `accessDenied`: the kiosk's key isn't taken.
 * - `moreCriteriaNeeded`, `patientNotFound`, `severalPatients`: of looking a patient up.
 * - `registryConflict`, `doctorProfile`, `age`, `otherArea`: this patient isn't booked at this doctor.
 * - `alreadyBooked`: a coming visit to this doctor or speciality is there; it may be our own.
 * - `timeUnknown`, `timeTaken`: the time is no more. `timeTakenOrLocked`: or somebody books at this doctor just now.
 * - `noSuchBooking`, `referralNotFound`.
 * - `clinicSilent`: the clinic's own system doesn't answer the hub. `technical`: something went wrong there.
 * - `unknown`: a number that isn't known here, or none at all.
 */
export type HubRefusal =
  | "accessDenied"
  | "moreCriteriaNeeded"
  | "patientNotFound"
  | "severalPatients"
  | "registryConflict"
  | "doctorProfile"
  | "age"
  | "otherArea"
  | "alreadyBooked"
  | "timeUnknown"
  | "timeTaken"
  | "timeTakenOrLocked"
  | "noSuchBooking"
  | "referralNotFound"
  | "clinicSilent"
  | "technical"
  | "unknown";

/** Whether what was asked for may have been done all the same. */
export type Effect = "none" | "unknown";

/** Operations that change something. They are never sent twice, and one of an unknown outcome is looked up. */
const writeOperations = [
  "SetAppointment",
  "CreateClaimForRefusal",
  "AddNewPatient",
  "UpdatePhoneByIdPat",
  "SetWaitingList",
  "RegisterPARequest",
  "CancelPARequest",
  "CheckIn",
  "ValidateHomeCall",
  "CreateHomeCallRequest",
  "UpdateHomeCallRequest",
] as const satisfies readonly HubOperation[];
export type HubWrite = (typeof writeOperations)[number];
export type HubRead = Exclude<HubOperation, HubWrite>;

export const isWrite = (operation: HubOperation): operation is HubWrite =>
  (writeOperations as readonly string[]).includes(operation);

/** Numbers that mean the same wherever they come. */
const everywhere: Readonly<Record<number, HubRefusal>> = {
  1: "accessDenied",
  4: "moreCriteriaNeeded",
  20: "patientNotFound",
  21: "severalPatients",
  22: "registryConflict",
  33: "doctorProfile",
  34: "age",
  35: "alreadyBooked",
  36: "otherArea",
  75: "noSuchBooking",
  99: "technical",
  602: "clinicSilent",
  603: "clinicSilent",
  616: "clinicSilent",
  639: "timeTaken",
  660: "technical",
  676: "referralNotFound",
  751: "alreadyBooked",
};
/** Of booking; in lists they say that nothing is there. */
const ofBooking: Readonly<Record<number, HubRefusal>> = { 38: "timeUnknown", 39: "timeTakenOrLocked" };

/** Lists that are answered with an error where they would be empty. */
const emptyLists: Partial<Readonly<Record<HubOperation, readonly number[]>>> = {
  GetSpesialityList: [37],
  GetDoctorList: [37, 38],
  GetDoctorList2: [37, 38],
  GetAvailableDoctors: [37, 38],
  GetDocListFullTree: [37, 38],
  GetAvailableDates: [38, 39, 645],
  GetAvaibleAppointments: [38, 39, 645],
  GetAppointmentsDemandDoctorsReferal: [38, 39, 645],
  GetWorkingTime: [38, 39, 645],
  GetPatientsAreas: [41],
  SearchTop10Patient: [20],
};

/** Whether these errors say nothing but that a list is empty. */
export const saysEmpty = (operation: HubOperation, errors: readonly (number | null)[]): boolean => {
  const empty = emptyLists[operation];
  return (
    empty !== undefined &&
    errors.length > 0 &&
    errors.every((error) => error !== null && empty.includes(error))
  );
};

/** Those after which nobody knows whether a write was carried out. */
const open: ReadonlySet<HubRefusal> = new Set<HubRefusal>(["clinicSilent", "technical", "unknown"]);

/** What these errors say of an operation; of several the one that leaves the most open. */
export function refusalOf(
  operation: HubOperation,
  errors: readonly (number | null)[],
): { readonly refusal: HubRefusal; readonly effect: Effect } {
  const known = errors.map((error): HubRefusal => {
    if (error === null) return "unknown";
    return (operation === "SetAppointment" ? ofBooking[error] : undefined) ?? everywhere[error] ?? "unknown";
  });
  const refusal = known.find((one) => open.has(one)) ?? known[0] ?? "unknown";
  return { refusal, effect: open.has(refusal) ? "unknown" : "none" };
}

/** Faults by which WCF tells that a request reached no operation. */
const unsent: ReadonlySet<string> = new Set(["DeserializationFailed", "ActionNotSupported"]);
export const effectOfFault = (code: string): Effect => (unsent.has(code) ? "none" : "unknown");
