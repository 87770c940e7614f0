import { fhirNames } from "#contract/fhir/names.ts";
import { CentralError, loggedId } from "#contract/index.ts";
import type { SyncLog } from "../log-events.ts";
import type { FhirVisit } from "./attempts.ts";
import type { Ask, Http } from "./http.ts";
import type { Json } from "./json.ts";
import { pages } from "./search.ts";
import { token } from "./search-values.ts";
import { toVisit } from "./visit-resource.ts";

/**
 * The visit that was made under a key, or null. Where a central API made several of one key, one that is not
 * cancelled is answered: it is the one that must be accounted for.
 */
export async function visitByKey(
  http: Http,
  key: string,
  selfService: readonly string[],
  signal: AbortSignal,
): Promise<FhirVisit | null> {
  const identifier = `${token(fhirNames.bookingKey)}|${token(key)}`;
  const visits = onlyAsked(await visitsBy(http, { identifier }, selfService, signal), ({ keys }) =>
    keys.booking.includes(key),
  );
  return visits.find(({ status }) => status !== "cancelled") ?? visits[0] ?? null;
}

/**
 * Appointments found by parameters that travel in the body of a POST. One that can't be read makes the whole
 * answer `invalidResponse`: a visit that is left out would be a visit that doesn't exist. What has no time yet (a wish,
 * a waiting list) is no visit.
 */
export async function visitsBy(
  http: Http,
  parameters: Readonly<Record<string, string>>,
  selfService: readonly string[],
  signal: AbortSignal,
): Promise<FhirVisit[]> {
  const found: FhirVisit[] = [];
  for await (const resource of appointments(http, parameters, signal)) {
    found.push(toVisit(resource, null, selfService));
  }
  return found;
}

/**
 * Appointments of a patient that begin at `from` (ms) or later. One that can't be read is left out and told in the log:
 * for the sake of it nobody is kept from their other visits.
 */
export async function visitsOfPatient(
  http: Http,
  asked: { readonly patientId: string; readonly from: number },
  selfService: readonly string[],
  { log, signal }: { readonly log: SyncLog; readonly signal: AbortSignal },
): Promise<FhirVisit[]> {
  const found: FhirVisit[] = [];
  const { patientId, from } = asked;
  const parameters = { patient: `Patient/${patientId}`, date: `ge${new Date(from).toISOString()}` };
  for await (const resource of appointments(http, parameters, signal)) {
    try {
      found.push(toVisit(resource, null, selfService));
    } catch (error) {
      if (!(error instanceof CentralError)) throw error;
      log.write("central.visit-left-out", { visitId: loggedId(resource.id), detail: error.message });
    }
  }
  return onlyAsked(found, (visit) => visit.patientIds.includes(patientId) && visit.start >= from);
}

async function* appointments(
  http: Http,
  parameters: Readonly<Record<string, string>>,
  signal: AbortSignal,
): AsyncGenerator<Json> {
  const first: Ask = { method: "POST", path: "Appointment/_search", form: { ...parameters, _count: "100" } };
  const take = (resource: Json): { row: Json } => ({ row: resource });
  for await (const page of pages(http, first, "Appointment", take, signal)) {
    for (const resource of page.rows) if (resource.start !== undefined) yield resource;
  }
}

/** @throws {CentralError} `invalidResponse` where a central API passed over what was asked, and answered with others' visits. */
export function onlyAsked(visits: FhirVisit[], asked: (visit: FhirVisit) => boolean): FhirVisit[] {
  if (visits.every(asked)) return visits;
  throw new CentralError("invalidResponse", "visits that were not asked for");
}
