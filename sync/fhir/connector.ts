import { z } from "zod";
import type { CentralSettings } from "#contract/fhir/settings.ts";
import {
  type Central,
  type CentralCard,
  CentralError,
  type Clock,
  type ReferenceType,
} from "#contract/index.ts";
import type { AccessListener } from "../http/access.ts";
import type { SyncLog } from "../log-events.ts";
import type { AttemptOutcome, FhirCard } from "./attempts.ts";
import { createFhirBooking } from "./booking/protocol.ts";
import type { FhirTransactions } from "./booking/transactions.ts";
import { bookingBundle, consent, consentCondition, type Transaction } from "./booking-bundle.ts";
import { cardsOf, changeCard, createCard, removeCard } from "./cards.ts";
import {
  cancelBundle,
  moveBackBundle,
  moveBundle,
  slotFence,
  slotRelease,
  slotWithdrawal,
  visitFence,
} from "./change-bundles.ts";
import { clinicDays } from "./clinic-days.ts";
import { completePages, type OrderedSearch, type Unproven } from "./complete-search.ts";
import { consentsByKey } from "./consents.ts";
import { type Ask, createHttp } from "./http.ts";
import { instant, isJson } from "./json.ts";
import { messagesTo } from "./messages.ts";
import { outcomeOfAnswer, outcomeOfFailure } from "./outcome.ts";
import { findPatients, findPersons, readPatients } from "./patients.ts";
import { read, readSlot } from "./read.ts";
import { referenceReader, resourceTypes } from "./reference.ts";
import { runSelfTest } from "./self-test.ts";
import { slotReader } from "./slots.ts";
import { slotVersions } from "./versions.ts";
import { toVisit } from "./visit-resource.ts";
import { onlyAsked, visitByKey, visitsBy, visitsOfPatient } from "./visits.ts";

const capabilitySchema = z.object({
  resourceType: z.literal("CapabilityStatement"),
  fhirVersion: z.string().regex(/^4\.0/),
  software: z.object({ name: z.string().default("") }).prefault({}),
});

/** What the kiosk needs of a central API, and what its booking protocol is made of. */
export type FhirCentral = FhirTransactions & Central;

/**
 * The central API as any FHIR R4 server. What is asked and what is read is told in docs/fhir.md.
 * Each request has `settings.timeout` for the whole of it, and an answer at most `settings.maxAnswer` bytes.
 */
export function createFhirCentral(parts: {
  settings: CentralSettings;
  /** The clinic's, IANA: posts and leaves begin and end on its days. */
  timeZone: string;
  log: SyncLog;
  clock: Clock;
  onAccess?: AccessListener;
}): FhirCentral {
  const { settings } = parts;
  const { systems } = settings;
  const days = clinicDays(parts.timeZone);
  const http = createHttp(parts);
  const unproven = createUnprovenNotes(parts.log);
  const channels = settings.selfService;

  const send = async (bundle: Transaction, signal: AbortSignal): Promise<AttemptOutcome> => {
    try {
      const answer = await http.send({ method: "POST", path: "", json: bundle }, signal);
      return outcomeOfAnswer(answer.body, bundle.entry);
    } catch (error) {
      return outcomeOfFailure(error);
    }
  };

  const transactions: FhirTransactions = {
    readSlot: (id, signal) => readSlot(http, id, signal),
    slotVersions: (id, signal) => slotVersions(http, id, signal),

    async book(attempt, signal) {
      const { raw } = attempt.slot;
      if (!isJson(raw)) throw new TypeError("the slot of an attempt is not one that readSlot answered");
      return await send(bookingBundle(attempt, raw, systems.serviceCode), signal);
    },

    visitByKey: (key, signal) => visitByKey(http, key, channels, signal),

    async readVisit(id, signal) {
      const answer = await read(http, "Appointment", id, signal);
      return answer === null ? null : toVisit(answer.resource, answer.etag, channels);
    },

    async visitsOfSlot(slotId, signal) {
      const visits = await visitsBy(http, { slot: `Slot/${slotId}` }, channels, signal);
      return onlyAsked(visits, ({ slotIds }) => slotIds.includes(slotId));
    },

    cancel: (attempt, signal) => send(cancelBundle(attempt), signal),
    move: (attempt, signal) => send(moveBundle(attempt, systems.serviceCode), signal),
    moveBack: (attempt, signal) => send(moveBackBundle(attempt), signal),
    fenceSlot: (key, slot, signal) => send(slotFence(key, slot), signal),
    fenceVisit: (key, visit, signal) => send(visitFence(key, visit), signal),
    releaseSlot: (key, slot, released, signal) => send(slotRelease(key, slot, released), signal),
    withdrawSlot: (key, slot, signal) => send(slotWithdrawal(key, slot), signal),

    consentsByKey: (key, signal) => consentsByKey(http, key, signal),
  };

  return {
    ...transactions,
    capabilities: {
      cards: true,
      consents: true,
      visitPhone: true,
      services: true,
      moves: true,
      receptionTimes: true,
      undoneMoves: true,
      locations: true,
      trialBookings: true,
    },
    booking: createFhirBooking({ central: transactions, log: parts.log }),

    async about(signal) {
      const answer = await http.send({ method: "GET", path: "metadata" }, signal);
      const { data } = capabilitySchema.safeParse(answer.body);
      if (!data) throw new CentralError("invalidResponse", "not a FHIR R4 server");
      return { software: data.software.name, protocol: `FHIR ${data.fhirVersion}` };
    },

    reference(type, since, signal) {
      const resource = resourceTypes[type];
      const search = byChange(resource, since, settings.pageSize);
      return completePages(
        http,
        search,
        referenceReader(type, settings, days, http.now()),
        signal,
        unproven(resource),
      );
    },

    scheduleSlots(scheduleId, from, signal) {
      const search = byStart(scheduleId, from, settings.pageSize);
      const read = slotReader();
      const ofThisSchedule: typeof read = (resource) => {
        const result = read(resource);
        if (result === null || !("row" in result) || result.row.scheduleId === scheduleId) return result;
        return { kind: "notAsked", detail: "schedule" };
      };
      return completePages(http, search, ofThisSchedule, signal, unproven(`Slot of ${scheduleId}`));
    },

    changedSlots(since, signal) {
      return completePages(
        http,
        byChange("Slot", since, settings.pageSize),
        slotReader(),
        signal,
        unproven("Slot"),
      );
    },

    async readReference(type: ReferenceType, id, signal) {
      const answer = await read(http, resourceTypes[type], id, signal);
      if (answer === null) return null;
      const result = referenceReader(type, settings, days, http.now())(answer.resource);
      if (result !== null && "row" in result) return result.row;
      throw new CentralError("invalidResponse", `a ${resourceTypes[type]} that can't be read`);
    },

    findPatients: (asked, signal) => findPatients(http, systems, asked, signal),
    findPersons: (person, signal) => findPersons(http, systems, person, signal),
    readPatients: (ids, signal) => readPatients(http, systems, ids, signal),
    cardsOf: (patientId, signal) => cardsOf(http, systems, patientId, signal),
    createCard: (card, signal) => createCard(http, systems, card, signal),
    changeCard: (card, content, signal) => changeCard(http, systems, asReadHere(card), content, signal),
    removeCard: (card, signal) => removeCard(http, asReadHere(card), signal),
    messagesTo: (patientIds, limit, signal) => messagesTo(http, patientIds, limit, signal),

    visitsOfPatient: (patientId, from, signal) =>
      visitsOfPatient(http, { patientId, from }, channels, { log: parts.log, signal }),

    async recordConsent(record, signal) {
      const headers = { "if-none-exist": consentCondition(record) };
      await http.send({ method: "POST", path: "Consent", json: consent(record), headers }, signal);
    },

    selfTest: (run, signal) => runSelfTest({ http, log: parts.log }, run, signal),

    now: http.now,
    tellsTime: http.tellsTime,
    close: http.close,
  };
}

/** A card that is changed is one that was read here. */
function asReadHere(card: CentralCard): FhirCard {
  if ("etag" in card && "raw" in card) return card as FhirCard;
  throw new TypeError("a card that this connector has not read");
}

/** Resources changed since an instant, or all, the longest unchanged first. */
function byChange(type: string, since: number | null, pageSize: number): OrderedSearch {
  const at = (moment: Record<string, string>): Ask => ({
    method: "GET",
    path: query(type, { ...moment, _count: pageSize, _sort: "_lastUpdated" }),
  });
  const from = (prefix: "ge" | "gt", key: number) => at({ _lastUpdated: `${prefix}${iso(key)}` });
  const first = since === null ? at({}) : from("ge", since);
  return {
    type,
    pageSize,
    first,
    from,
    key: ({ meta }) => (isJson(meta) ? instant(meta.lastUpdated) : null),
  };
}

/** One schedule's slots that start at an instant or later. */
function byStart(scheduleId: string, since: number, pageSize: number): OrderedSearch {
  const from = (prefix: "ge" | "gt", key: number): Ask => ({
    method: "GET",
    path: query("Slot", {
      schedule: `Schedule/${scheduleId}`,
      start: `${prefix}${iso(key)}`,
      _count: pageSize,
      _sort: "start",
    }),
  });
  return { type: "Slot", pageSize, first: from("ge", since), from, key: ({ start }) => instant(start) };
}

const iso = (ms: number): string => new Date(ms).toISOString();

/** Notes of searches that couldn't be shown to be whole: each in the log once, for they come again and again. */
function createUnprovenNotes(log: SyncLog): (of: string) => (why: Unproven, found: number) => void {
  const told = new Set<string>();
  return (of) => (why, found) => {
    const isKnown = told.has(`${of} ${why}`);
    if (told.size < mostTold) told.add(`${of} ${why}`);
    log.write(isKnown ? "sync.search-incomplete-again" : "sync.search-incomplete", { of, why, found });
  };
}
const mostTold = 5000;

/** No parameter here is personal: those travel in the bodies of POSTs. */
const query = (resource: string, parameters: Record<string, string | number>): string =>
  `${resource}?${Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&")}`;
