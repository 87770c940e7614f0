/**
 * Ids of a hub hold letters of any alphabet, `;` and spaces, and mean something within one clinic alone. The kiosk's ids
 * are letters, digits, `-` and `.`: parts that are written so, and joined by `.`; all else of a part is written
 * `-hhhh-`, and `-` as `--`.
 */
const written = (part: string): string =>
  part.replaceAll(/[^A-Za-z0-9]/g, (one) =>
    one === "-" ? "--" : `-${one.charCodeAt(0).toString(16).padStart(4, "0")}-`,
  );
const read = (part: string): string =>
  part.replaceAll(/--|-([0-9a-f]{4})-/g, (one, code: string | undefined) =>
    code === undefined ? one.slice(1) : String.fromCharCode(Number.parseInt(code, 16)),
  );

/** Whether an id of a hub's fits into the kiosk's own, beside a clinic's and a time; a GUID does. */
export const isWritable = (part: string): boolean => part !== "" && written(part).length <= 40;

/** A time of a doctor's, and the visit at it: to a hub both are clinic, doctor and wall clock. */
export type HubTimeId = {
  readonly clinic: number;
  readonly doctor: string;
  /** `YYYY-MM-DDTHH:mm:ss`, of whole minutes. */
  readonly start: string;
};
export const timeId = ({ clinic, doctor, start }: HubTimeId): string =>
  `${clinic}.${written(doctor)}.${start.slice(0, 16).replaceAll(/[-T:]/g, "")}`;

/** Null for what is no such id. */
export function readTimeId(id: string): HubTimeId | null {
  const [, clinic, doctor = "", year, month, day, hour, minute] =
    /^(\d{1,9})\.([A-Za-z0-9-]+)\.(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(id) ?? [];
  if (clinic === undefined) return null;
  return {
    clinic: Number(clinic),
    doctor: read(doctor),
    start: `${year}-${month}-${day}T${hour}:${minute}:00`,
  };
}

/** A patient is known to one clinic's system alone. */
export const patientId = ({ clinic, patient }: { clinic: number; patient: string }): string =>
  `${clinic}.${written(patient)}`;
export function readPatientId(id: string): { readonly clinic: number; readonly patient: string } | null {
  const [, clinic, patient = ""] = /^(\d{1,9})\.([A-Za-z0-9-]+)$/.exec(id) ?? [];
  return clinic === undefined ? null : { clinic: Number(clinic), patient: read(patient) };
}

/** A clinic's. */
export const organizationId = (clinic: number): string => String(clinic);
/** Null for what is no such id. */
export const readOrganizationId = (id: string): number | null => (/^\d{1,9}$/.test(id) ? Number(id) : null);

/** A doctor's post, and the schedule of it. */
export const doctorId = (clinic: number, doctor: string): string => `${clinic}.${written(doctor)}`;
/** Null for what is no such id. */
export function readDoctorId(id: string): { readonly clinic: number; readonly doctor: string } | null {
  const read = readPatientId(id);
  return read && { clinic: read.clinic, doctor: read.patient };
}

export const specialityId = (clinic: number, speciality: string): string =>
  `${clinic}.${written(speciality)}`;
