import { z } from "zod";
import {
  type AttemptOutcome,
  type Central,
  CentralError,
  type CentralSettings,
  type CentralVisit,
  type Clock,
  type Log,
  type ReferenceType,
  type SlotReading,
} from "#contract/index.ts";
import {
  bookingBundle,
  consent,
  consentCondition,
  put,
  type Transaction,
  transaction,
} from "./booking-bundle.ts";
import { type Answer, createHttp, type Http } from "./http.ts";
import { isJson, type Json } from "./json.ts";
import { outcomeOfAnswer, outcomeOfFailure } from "./outcome.ts";
import { findPatients } from "./patients.ts";
import { referenceReader, resourceTypes } from "./reference.ts";
import { pages } from "./search.ts";
import { slotReader } from "./slots.ts";
import { toVisit, visitByKey } from "./visits.ts";

const capabilitySchema = z.object({
  resourceType: z.literal("CapabilityStatement"),
  fhirVersion: z.string().regex(/^4\.0/),
  software: z.object({ name: z.string().default("") }).prefault({}),
});

/**
 * The centre as any FHIR R4 server. What is asked and what is read is told in docs/fhir.md.
 * Each request has `settings.timeout` for the whole of it, and an answer at most `settings.maxAnswer` bytes.
 */
export function createFhirCentral(parts: { settings: CentralSettings; log: Log; clock: Clock }): Central {
  const { settings } = parts;
  const http = createHttp(parts);

  const send = async (bundle: Transaction, signal: AbortSignal): Promise<AttemptOutcome> => {
    try {
      const answer = await http.send({ method: "POST", path: "", json: bundle }, signal);
      return outcomeOfAnswer(answer.body, bundle.entry.length);
    } catch (error) {
      return outcomeOfFailure(error);
    }
  };

  return {
    async about(signal) {
      const answer = await http.send({ method: "GET", path: "metadata" }, signal);
      const { data } = capabilitySchema.safeParse(answer.body);
      if (!data) throw new CentralError("rubbish", "not a FHIR R4 server");
      return { software: data.software.name, fhirVersion: data.fhirVersion };
    },

    reference(type, since, signal) {
      const resource = resourceTypes[type];
      const path = query(resource, {
        ...changedSince(since),
        _count: settings.pageSize,
        _sort: "_lastUpdated",
      });
      return pages(http, { method: "GET", path }, resource, referenceReader(type, settings), signal);
    },

    scheduleSlots(scheduleId, from, signal) {
      const path = query("Slot", {
        schedule: `Schedule/${scheduleId}`,
        start: `ge${new Date(from).toISOString()}`,
        _count: settings.pageSize,
        _sort: "start",
      });
      const read = slotReader();
      const ofThisSchedule: typeof read = (resource) => {
        const result = read(resource);
        if (!("row" in result) || result.row.scheduleId === scheduleId) return result;
        return { id: result.row.id, why: "of another schedule" };
      };
      return pages(http, { method: "GET", path }, "Slot", ofThisSchedule, signal);
    },

    changedSlots(since, signal) {
      const path = query("Slot", {
        ...changedSince(since),
        _count: settings.pageSize,
        _sort: "_lastUpdated",
      });
      return pages(http, { method: "GET", path }, "Slot", slotReader(), signal);
    },

    async readReference(type: ReferenceType, id, signal) {
      const answer = await read(http, resourceTypes[type], id, signal);
      if (answer === null) return null;
      const result = referenceReader(type, settings)(answer.resource);
      if ("row" in result) return result.row;
      throw new CentralError("rubbish", `a ${resourceTypes[type]} that can't be read`);
    },

    readSlot: (id, signal) => readSlot(http, id, signal),

    findPatients: (asked, signal) => findPatients(http, settings.systems, asked, signal),

    async book(attempt, signal) {
      const { raw } = attempt.slot;
      if (!isJson(raw)) throw new TypeError("the slot of an attempt is not one that readSlot answered");
      return await send(bookingBundle(attempt, raw, settings.systems.serviceCode), signal);
    },

    visitByKey: (key, signal) => visitByKey(http, key, signal),

    async readVisit(id, signal) {
      const answer = await read(http, "Appointment", id, signal);
      return answer === null ? null : toVisit(answer.resource, answer.etag);
    },

    async undo(visit: CentralVisit, signal) {
      if (!isJson(visit.raw)) throw new TypeError("not a visit that this connector answered");
      const entries = [put("Appointment", visit.id, visit.etag, visit.raw, { status: "cancelled" })];
      try {
        for (const id of visit.slotIds) {
          const reading = await readSlot(http, id, signal);
          if (reading.state === "gone" || reading.slot.status !== "busy" || !isJson(reading.raw)) continue;
          // Our PUT made it anew. A DELETE would be refused where the cancelled visit refers to it.
          entries.push(put("Slot", id, reading.etag, reading.raw, { status: "entered-in-error" }));
        }
      } catch (error) {
        return outcomeOfFailure(error);
      }
      const outcome = await send(transaction(entries), signal);
      return outcome.kind === "committed"
        ? { kind: "committed", appointmentId: visit.id, slotCreated: false }
        : outcome;
    },

    async recordConsent(record, signal) {
      const headers = { "if-none-exist": consentCondition(record) };
      await http.send({ method: "POST", path: "Consent", json: consent(record), headers }, signal);
    },

    now: http.now,
    close: http.close,
  };
}

const changedSince = (since: number | null): Record<string, string> =>
  since === null ? {} : { _lastUpdated: `ge${new Date(since).toISOString()}` };

/** No parameter here is personal: those travel in the bodies of POSTs. */
const query = (resource: string, parameters: Record<string, string | number>): string =>
  `${resource}?${Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&")}`;

type Found = { readonly resource: Json; readonly etag: string | null };

/** GET of one resource; null where it never was or is no more (404, 410). */
async function read(http: Http, type: string, id: string, signal: AbortSignal): Promise<Found | null> {
  let answer: Answer;
  try {
    answer = await http.send({ method: "GET", path: `${type}/${encodeURIComponent(id)}` }, signal);
  } catch (error) {
    if (error instanceof CentralError && (error.status === 404 || error.status === 410)) return null;
    throw error;
  }
  const { body, headers } = answer;
  if (isJson(body) && body.resourceType === type && body.id === id) {
    return { resource: body, etag: headers.get("etag") };
  }
  throw new CentralError("rubbish", `not the ${type} that was asked for`, { status: answer.status });
}

async function readSlot(http: Http, id: string, signal: AbortSignal): Promise<SlotReading> {
  const answer = await read(http, "Slot", id, signal);
  if (answer === null) return { state: "gone" };
  const result = slotReader()(answer.resource);
  if (!("row" in result)) throw new CentralError("rubbish", `a Slot that can't be read: ${result.why}`);
  const etag = answer.etag ?? `W/"${result.row.version}"`;
  return { state: "present", slot: result.row, etag, raw: answer.resource };
}
