import type { CentralSettings } from "#contract/fhir/settings.ts";
import {
  CentralError,
  type CentralPatient,
  isSameName,
  type PatientQuery,
  type PersonName,
  readEach,
} from "#contract/index.ts";
import type { Ask, Http } from "./http.ts";
import { dayAt, type Json } from "./json.ts";
import { type Patient, readPatient, toCentralPatient } from "./patient-resource.ts";
import { isIdentifier, type Identifier as PersonIdentifier, policySpellings } from "./person-identifiers.ts";
import { pages } from "./search.ts";
import { anyIdentifier, snilsForms, spellings, token } from "./search-values.ts";

type Systems = CentralSettings["systems"];
type Identifier = Pick<PersonIdentifier, "system" | "value">;

/** More people of one birth date than any register has: a central API that passes over what was asked. */
const mostPatients = 1000;

/**
 * Looks patients up by a number and what proves its holder. All of it travels in the body of a POST, never in an
 * address.
 *
 * A central API that passes over a search parameter answers with other people: every answer is compared with what was
 * asked, and one that doesn't fit makes the whole answer `invalidResponse`.
 */
export async function findPatients(
  http: Http,
  systems: Systems,
  query: PatientQuery,
  signal: AbortSignal,
): Promise<CentralPatient[]> {
  const number = numbersOf(systems, query);
  const document = "document" in query ? documentsOf(systems, query.document) : null;
  const form = {
    identifier: [anyIdentifier(number), ...(document ? [anyIdentifier(document)] : [])],
    ...("birthDate" in query ? { birthdate: query.birthDate } : {}),
  };
  const found = await search(http, form, signal);
  const isAsked = (patient: Patient): boolean =>
    named(patient, number).length > 0 &&
    (document === null || named(patient, document).length > 0) &&
    (!("birthDate" in query) || mayBe(patient, query.birthDate));
  const isInForce = (patient: Patient): boolean =>
    (!("birthDate" in query) || patient.birthDate === query.birthDate) &&
    named(patient, number).some(({ current }) => current) &&
    (document === null || named(patient, document).some(({ current }) => current));
  return asked(found, isAsked)
    .filter(isInForce)
    .map((patient) => toCentralPatient(patient, systems, dayAt(http.now())));
}

/** Looks patients up by full name and birth date; what else the central API answers is left out. */
export async function findPersons(
  http: Http,
  systems: Systems,
  person: PersonName & { readonly birthDate: string },
  signal: AbortSignal,
): Promise<CentralPatient[]> {
  const form = {
    family: spellings(person.family),
    given: spellings(person.given),
    birthdate: person.birthDate,
  };
  const born = asked(await search(http, form, signal), (patient) => mayBe(patient, person.birthDate));
  const found = born.filter(({ birthDate }) => birthDate === person.birthDate);
  const isPerson = (name: PersonName): boolean =>
    isSameName(name.family, person.family) &&
    isSameName(name.given, person.given) &&
    (name.patronymic === "" || isSameName(name.patronymic, person.patronymic));
  return found
    .filter(({ names }) => names.some(isPerson))
    .map((patient) => toCentralPatient(patient, systems, dayAt(http.now())));
}

/** Patients by id. Ids travel in a body as well: with a list of them an address would tell who belongs together. */
export async function readPatients(
  http: Http,
  systems: Systems,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<CentralPatient[]> {
  if (ids.length === 0) return [];
  const found = await search(http, { _id: ids.map(token).join(",") }, signal);
  return asked(found, ({ id }) => ids.includes(id)).map((patient) =>
    toCentralPatient(patient, systems, dayAt(http.now())),
  );
}

async function search(http: Http, form: NonNullable<Ask["form"]>, signal: AbortSignal): Promise<Patient[]> {
  const headers = { prefer: "handling=strict" };
  const first: Ask = { method: "POST", path: "Patient/_search", form: { ...form, _count: "100" }, headers };
  // Servers tell one twice that fits two of the numbers asked for, and on two pages under writes.
  const found = new Map<string, Patient>();
  const take = (resource: Json): { row: Json } => ({ row: resource });
  for await (const page of pages(http, first, "Patient", take, signal)) {
    const { rows, setAside } = readEach(
      page.rows,
      ({ id }) => id,
      (resource) => readPatient(resource, dayAt(http.now())),
    );
    // An incomplete answer must not count as "nobody": it would turn away a patient who is registered.
    if (setAside.length > 0)
      throw new CentralError("invalidResponse", `a patient that can't be read: ${setAside[0]?.kind}`);
    for (const row of rows) found.set(row.id, row);
    if (found.size > mostPatients)
      throw new CentralError("invalidResponse", "patients that were not asked for");
  }
  return [...found.values()];
}

/** @throws {CentralError} `invalidResponse` where there are others among them than were asked for. */
function asked(found: readonly Patient[], isAsked: (patient: Patient) => boolean): Patient[] {
  if (!found.every(isAsked)) throw new CentralError("invalidResponse", "patients that were not asked for");
  return found.filter(({ current }) => current);
}

function numbersOf(systems: Systems, query: PatientQuery): Identifier[] {
  if ("policy" in query) {
    const system = systems[query.policy.kind];
    return policySpellings(query.policy).map((value) => ({ system, value }));
  }
  return snilsForms(query.snils).map((value) => ({ system: systems.snils, value }));
}

/** A register that knows only the year answers to each of its days, as some servers search. It proves nobody's day. */
const mayBe = ({ birthDate }: Patient, day: string): boolean =>
  birthDate === day || (/^\d{4}(?:-\d{2})?$/.test(birthDate) && day.startsWith(`${birthDate}-`));

/** A document's number under every system that it may be of. */
function documentsOf(systems: Systems, number: string): Identifier[] {
  const documents = [systems.passport, systems.birthCertificate, systems.socialCard].map((system) => ({
    system,
    value: number,
  }));
  const asSnils = /^\d{11}$/.test(number) ? snilsForms(number) : [];
  return [...documents, ...asSnils.map((value) => ({ system: systems.snils, value }))];
}

/** The patient's identifiers that are among these, however they are written. */
const named = (patient: Patient, anyOf: readonly Identifier[]): readonly PersonIdentifier[] =>
  patient.identifiers.filter((it) => anyOf.some((one) => isIdentifier(it, one)));
