/**
 * Why a central API refused a booking for good, where it tells so.
 * - `alreadyBooked`: a coming visit to this doctor, or another of the speciality.
 * - `otherArea`, `age`, `profile`: this doctor doesn't receive this patient.
 * - `unknownPatient`: the clinic's register doesn't know the patient, or not for certain.
 */
export const refusalReasons = ["alreadyBooked", "otherArea", "age", "profile", "unknownPatient"] as const;
export type RefusalReason = (typeof refusalReasons)[number];
