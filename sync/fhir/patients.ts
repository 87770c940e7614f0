import { z } from "zod";
import {
  CentralError,
  type CentralPatient,
  type CentralSettings,
  isCalendarDate,
  type Policy,
  policyValue,
  sexes,
} from "#contract/index.ts";
import type { Http } from "./http.ts";
import { referencedId } from "./json.ts";
import { searchset } from "./search.ts";

const text = z.string().default("");
const patientSchema = z.object({
  id: z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/),
  active: z.boolean().default(true),
  birthDate: text,
  gender: text,
  identifier: z.array(z.object({ system: text, value: text })).default([]),
  name: z.array(z.object({ family: text, given: z.array(z.string()).default([]) })).default([]),
  telecom: z.array(z.object({ system: text, value: text, use: text })).default([]),
  managingOrganization: z.object({ reference: text }).optional(),
  link: z.array(z.object({ type: text })).default([]),
});
type Patient = z.infer<typeof patientSchema>;

/**
 * Looks a patient up by policy and birth date. Both travel in the body of a POST, never in an address.
 *
 * A centre that passes over a search parameter answers with other people: every answer is compared with
 * what was asked, and one that doesn't fit makes the whole answer `rubbish`.
 */
export async function findPatients(
  http: Http,
  systems: CentralSettings["systems"],
  { policy, birthDate }: { policy: Policy; birthDate: string },
  signal: AbortSignal,
): Promise<CentralPatient[]> {
  const system = systems[policy.kind];
  const value = policyValue(policy);
  const form = { identifier: `${token(system)}|${token(value)}`, birthdate: birthDate };
  const headers = { prefer: "handling=strict" };
  const answer = await http.send({ method: "POST", path: "Patient/_search", form, headers }, signal);
  const found: CentralPatient[] = [];
  for (const resource of searchset(answer, "Patient").resources) {
    const { data: patient } = patientSchema.safeParse(resource);
    if (!patient) throw new CentralError("rubbish", "a patient that can't be read");
    const holds = patient.identifier.some((it) => it.system === system && sameValue(it.value, value));
    if (!holds || patient.birthDate !== birthDate)
      throw new CentralError("rubbish", "patients that were not asked for");
    if (isCurrent(patient)) found.push(toCentralPatient(patient));
  }
  return found;
}

/** A token search is case-insensitive where the centre says so; old policies have letters. */
const sameValue = (one: string, other: string) => one.toUpperCase() === other.toUpperCase();

/** `\`, `$`, `,` and `|` separate the parts of a search value (R4 §3.1.1.4.0.1). */
export const token = (value: string): string => value.replace(/[\\$,|]/g, "\\$&");

const isCurrent = (patient: Patient) =>
  patient.active && !patient.link.some(({ type }) => type === "replaced-by");

function toCentralPatient(patient: Patient): CentralPatient {
  const [name] = patient.name;
  const phones = patient.telecom
    .filter(({ system, use }) => system === "phone" && use !== "old")
    .flatMap(({ value }) => e164(value) ?? []);
  const attached = referencedId(patient.managingOrganization?.reference, "Organization");
  return {
    id: patient.id,
    family: name?.family ?? "",
    given: name?.given[0] ?? "",
    patronymic: name?.given[1] ?? "",
    birthDate: isCalendarDate(patient.birthDate) ? patient.birthDate : null,
    sex: sexes.find((sex) => sex === patient.gender) ?? null,
    phones: [...new Set(phones)],
    attachedOrganizationIds: attached === null ? [] : [attached],
  };
}

/** A phone as clinics write it (`8 (910) 555-12-34`, `+7 910…`, ten digits) as E.164, or null. */
export function e164(written: string): string | null {
  const digits = written.replace(/\D/g, "");
  if (digits.length === 10) return `+7${digits}`;
  if (digits.length === 11 && /^[78]/.test(digits)) return `+7${digits.slice(1)}`;
  return written.trim().startsWith("+") && /^\d{8,15}$/.test(digits) ? `+${digits}` : null;
}
