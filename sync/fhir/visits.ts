import { z } from "zod";
import { CentralError, type CentralVisit, fhirNames } from "#contract/index.ts";
import type { Http } from "./http.ts";
import { instant, type Json, referencedId } from "./json.ts";
import { token } from "./patients.ts";
import { searchset } from "./search.ts";

const text = z.string().default("");
const reference = z.object({ reference: text });
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
  identifier: z.array(z.object({ system: text, value: text })).default([]),
  slot: z.array(reference).default([]),
  participant: z.array(z.object({ actor: reference.optional() })).default([]),
});

/** An Appointment as the kiosk sees it. @throws {CentralError} `rubbish` for anything else. */
export function toVisit(resource: unknown, etag: string | null): CentralVisit {
  const { data } = appointmentSchema.safeParse(resource);
  if (!data) throw new CentralError("rubbish", "a visit that can't be read");
  const ids = (type: string, references: readonly string[]) =>
    references.flatMap((each) => referencedId(each, type) ?? []);
  const actors = data.participant.flatMap(({ actor }) => actor?.reference ?? []);
  return {
    id: data.id,
    etag: etag ?? `W/"${data.meta.versionId}"`,
    status: data.status,
    ticketNumber: data.identifier.find(({ system }) => system === fhirNames.ticketNumber)?.value ?? null,
    start: data.start,
    slotIds: ids(
      "Slot",
      data.slot.map((each) => each.reference),
    ),
    patientId: ids("Patient", actors)[0] ?? null,
    raw: resource,
  };
}

/**
 * The visit that was made under a key, or null. Where a centre made several of one key, one that is not
 * cancelled is answered: it is the one that must be accounted for.
 */
export async function visitByKey(http: Http, key: string, signal: AbortSignal): Promise<CentralVisit | null> {
  const form = { identifier: `${token(fhirNames.bookingKey)}|${token(key)}` };
  const answer = await http.send({ method: "POST", path: "Appointment/_search", form }, signal);
  const { resources } = searchset(answer, "Appointment");
  if (!resources.every((resource) => hasKey(resource, key))) {
    throw new CentralError("rubbish", "visits that were not asked for");
  }
  const visits = resources.map((resource) => toVisit(resource, null));
  return visits.find(({ status }) => status !== "cancelled") ?? visits[0] ?? null;
}

function hasKey(resource: Json, key: string): boolean {
  const { data } = appointmentSchema.safeParse(resource);
  return data?.identifier.some((it) => it.system === fhirNames.bookingKey && it.value === key) ?? false;
}
