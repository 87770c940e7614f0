import { z } from "zod";
import { CentralError, type CentralVisit, fhirNames } from "#contract/index.ts";
import type { Ask, Http } from "./http.ts";
import { instant, type Json, referencedId } from "./json.ts";
import { pages } from "./search.ts";
import { token } from "./search-values.ts";

const text = z.string().default("");
const reference = z.object({ reference: text });
const concept = z.object({ coding: z.array(z.object({ code: text })).default([]), text });
const appointmentSchema = z.object({
  resourceType: z.literal("Appointment"),
  id: z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/),
  meta: z.object({ versionId: z.string().min(1) }),
  status: z.string(),
  start: z.string().transform((value, context) => {
    const ms = instant(value);
    if (ms !== null) return ms;
    context.addIssue("not an instant");
    return z.NEVER;
  }),
  end: z
    .string()
    .optional()
    .transform((value) => (value === undefined ? null : instant(value))),
  identifier: z.array(z.object({ system: text, value: text })).default([]),
  serviceType: z.array(concept).default([]),
  slot: z.array(reference).default([]),
  participant: z.array(z.object({ actor: reference.optional() })).default([]),
});

/**
 * An Appointment as the kiosk sees it. `selfService` are the systems of identifiers that mark a patient's own
 * booking. @throws {CentralError} `rubbish` for anything else.
 */
export function toVisit(
  resource: unknown,
  etag: string | null,
  selfService: readonly string[],
): CentralVisit {
  const { data } = appointmentSchema.safeParse(resource);
  if (!data) throw new CentralError("rubbish", "a visit that can't be read");
  const actors = data.participant.flatMap(({ actor }) => actor?.reference ?? []);
  const actor = (type: string): string | null =>
    actors.map((each) => referencedId(each, type)).find((id) => id !== null) ?? null;
  const valuesOf = (system: string): string[] =>
    data.identifier.filter((it) => it.system === system).map(({ value }) => value);
  const [service] = data.serviceType;
  return {
    id: data.id,
    etag: etag ?? `W/"${data.meta.versionId}"`,
    status: data.status,
    ticketNumber: valuesOf(fhirNames.ticketNumber)[0] ?? null,
    start: data.start,
    end: data.end,
    slotIds: data.slot.flatMap((each) => referencedId(each.reference, "Slot") ?? []),
    patientId: actor("Patient"),
    practitionerId: actor("Practitioner"),
    roleId: actor("PractitionerRole"),
    service: {
      id: actor("HealthcareService"),
      code: service?.coding[0]?.code ?? "",
      name: service?.text ?? "",
    },
    keys: {
      booking: valuesOf(fhirNames.bookingKey),
      operation: valuesOf(fhirNames.operationKey),
      fence: valuesOf(fhirNames.fenceKey),
    },
    selfService: data.identifier.some(({ system }) => selfService.includes(system)),
    raw: resource,
  };
}

/**
 * The visit that was made under a key, or null. Where a centre made several of one key, one that is not
 * cancelled is answered: it is the one that must be accounted for.
 */
export async function visitByKey(
  http: Http,
  key: string,
  selfService: readonly string[],
  signal: AbortSignal,
): Promise<CentralVisit | null> {
  const identifier = `${token(fhirNames.bookingKey)}|${token(key)}`;
  const visits = onlyAsked(await visitsBy(http, { identifier }, selfService, signal), ({ keys }) =>
    keys.booking.includes(key),
  );
  return visits.find(({ status }) => status !== "cancelled") ?? visits[0] ?? null;
}

/**
 * Appointments found by parameters that travel in the body of a POST. One that can't be read makes the whole
 * answer `rubbish`: a visit that is left out would be a visit that doesn't exist. What has no time yet (a wish,
 * a waiting list) is no visit.
 */
export async function visitsBy(
  http: Http,
  parameters: Readonly<Record<string, string>>,
  selfService: readonly string[],
  signal: AbortSignal,
): Promise<CentralVisit[]> {
  const first: Ask = { method: "POST", path: "Appointment/_search", form: { ...parameters, _count: "100" } };
  const found: CentralVisit[] = [];
  const take = (resource: Json): { row: Json } => ({ row: resource });
  for await (const page of pages(http, first, "Appointment", take, signal)) {
    for (const resource of page.rows) {
      if (resource.start !== undefined) found.push(toVisit(resource, null, selfService));
    }
  }
  return found;
}

/** @throws {CentralError} `rubbish` where a centre passed over what was asked, and answered with others' visits. */
export function onlyAsked(visits: CentralVisit[], asked: (visit: CentralVisit) => boolean): CentralVisit[] {
  if (visits.every(asked)) return visits;
  throw new CentralError("rubbish", "visits that were not asked for");
}
