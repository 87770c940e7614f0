import { nomenclatureCode } from "#contract/schedules/nomenclature-code.ts";

/**
 * What makes two visits visits to the same specialist, from the code of the service. In the nomenclature of
 * medical services (order of the Ministry of Health № 804н) the classes B01 and B04 are a physician's receptions,
 * and the second group is the physician's specialty: B01.065.001, first visit to a dentist, and B01.065.002,
 * the next one, are to the same specialist. Any other code stands for itself.
 *
 * The code and not the doctor, since a second dentist of the same clinic is what this is about; and not the
 * position, which clinics write in words of their own and a visit doesn't carry.
 * @returns null for a service without a code: nothing is known of it
 */
export function specialistOf(code: string): string | null {
  const specialty = /^B0[14]\.(\d{3})\./.exec(nomenclatureCode(code) ?? code)?.[1];
  return specialty === undefined ? (nomenclatureCode(code) ?? code) || null : `physician ${specialty}`;
}
