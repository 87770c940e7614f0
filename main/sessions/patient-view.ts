import type { CentralPatient } from "#contract/central/people.ts";
import type { PersonName } from "#contract/patients/person.ts";
import type { PatientView } from "#contract/sessions/patient-view.ts";

/** «Петров И. И.», as tickets and lists have it. */
export function familyAndInitials(person: PersonName): string {
  return [person.family, initial(person.given), initial(person.patronymic)].filter(Boolean).join("\u00a0");
}

/** «И. И. Петров», as the screens speak of a patient. */
export function initialsAndFamily(person: PersonName): string {
  const initials = [initial(person.given), initial(person.patronymic)].filter(Boolean).join("\u00a0");
  return [initials, person.family].filter(Boolean).join("\u00a0");
}

/** «Петров Иван Иванович». */
export const fullName = (person: PersonName): string =>
  [person.family, person.given, person.patronymic].filter(Boolean).join(" ");

/** The least that screens need: initials and family name, masked phones, attachments. */
export function patientView(patient: CentralPatient): PatientView {
  return {
    name: initialsAndFamily(patient),
    phones: patient.phones.map((phone, index) => ({ index, masked: maskPhone(phone) })),
    attachedOrganizationIds: [...patient.attachedOrganizationIds],
  };
}

/** Country codes of one and two digits (ITU-T E.164); all others have three. */
const countryCode = /^(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/;

/** `+79105554107` → `+7 ••• •••-41-07`: enough to know one's own number by. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, "");
  return `+${countryCode.exec(digits)?.[0] ?? ""} ••• •••-${digits.slice(-4, -2)}-${digits.slice(-2)}`;
}

const initial = (name: string): string => (name ? `${[...name][0]}.` : "");
