import { expect, test } from "vitest";
import { fhirNames } from "#contract/fhir/names.ts";
import type { AttemptOutcome, BookAttempt, FhirSlotReading } from "#sync/fhir/attempts.ts";
import type { FhirCentral } from "#sync/fhir/index.ts";
import { quarter, slot } from "./clinic.ts";
import { openConnector, openDemoCentral, patient } from "./connector.ts";
import { type Later, withCleanUp } from "./helpers.ts";
import { json, type Reply, type ScriptedCentral } from "./scripted-central.ts";

const key = "01930000-0000-7000-8000-000000000001";

function attempt(reading: FhirSlotReading & { state: "present" }): BookAttempt {
  return {
    key,
    slot: reading,
    patientId: "pat1",
    ticketNumber: "7-0042",
    service: { id: "therapist", code: "B01.047.001", name: "Приём терапевта" },
    practitionerId: "p1",
    roleId: "r1",
    roomLocationId: "room1",
    organizationId: "branch",
    phone: "+79105551234",
    consent: {
      key,
      patientId: "pat1",
      organizationId: "branch",
      variant: "self" as const,
      performerId: null,
      accepted: true,
      textVersion: "2026-1",
      textHash: "ab".repeat(32),
      language: "ru",
      at: Date.parse("2026-11-20T07:24:00Z"),
      kiosk: "7",
    },
  };
}

const answered = (...statuses: string[]): Reply =>
  json({
    resourceType: "Bundle",
    type: "transaction-response",
    entry: statuses.map((status, at) => ({
      response: { status, ...(at === 1 ? { location: "Appointment/a1/_history/1" } : {}) },
    })),
  });

/** Sends one attempt to a central API that answers transactions with `reply`. */
async function send(
  later: Later,
  reply: Reply,
): Promise<{ outcome: AttemptOutcome; demoCentral: ScriptedCentral; central: FhirCentral }> {
  const demoCentral = await openDemoCentral(later);
  demoCentral.put(
    slot("s1-0", {
      ...quarter(0),
      comment: "a vendor's own",
      extension: [{ url: "urn:vendor", valueCode: "x" }],
    }),
  );
  const { central } = openConnector(later, demoCentral.url, { timeout: 10_000 });
  const impatient =
    reply === "hang" ? openConnector(later, demoCentral.url, { timeout: 300 }).central : central;
  const reading = await central.readSlot("s1-0", patient);
  if (reading.state === "gone") throw new Error("the slot is gone");
  demoCentral.script = ({ method, path }) => (method === "POST" && path === "" ? reply : null);
  const outcome = await impatient.book(attempt(reading), patient);
  return { outcome, demoCentral, central };
}

const outcomes: readonly [string, Reply, Partial<AttemptOutcome>][] = [
  [
    "all entries kept",
    answered("200 OK", "201 Created", "201"),
    { kind: "committed", appointmentId: "a1", createdSlotIds: [] },
  ],
  [
    "the slot made anew",
    answered("201 Created", "201 Created", "201 Created"),
    { kind: "committed", createdSlotIds: ["s1-0"] },
  ],
  ["status 400", { status: 400 }, { kind: "refused", status: 400 }],
  ["status 422", { status: 422 }, { kind: "refused", status: 422 }],
  ["status 403", { status: 403 }, { kind: "refused", status: 403 }],
  ["status 408", { status: 408 }, { kind: "indeterminate" }],
  ["status 409", { status: 409 }, { kind: "indeterminate" }],
  ["status 412", { status: 412 }, { kind: "indeterminate" }],
  ["status 425", { status: 425 }, { kind: "indeterminate" }],
  ["status 429", { status: 429 }, { kind: "indeterminate" }],
  ["status 500", { status: 500 }, { kind: "indeterminate" }],
  ["no answer in time", "hang", { kind: "indeterminate" }],
  ["a broken connection", "reset", { kind: "indeterminate" }],
  ["a web page with status 200", { status: 200, type: "text/html", body: "<p>" }, { kind: "indeterminate" }],
  ["cut JSON", { status: 200, type: "application/json", body: '{"resourceType"' }, { kind: "indeterminate" }],
  ["fewer entries than were sent", answered("200 OK", "201 Created"), { kind: "indeterminate" }],
  ["no statuses", answered("", "", ""), { kind: "indeterminate" }],
  [
    "another bundle",
    json({ resourceType: "Bundle", type: "searchset", entry: [] }),
    { kind: "indeterminate" },
  ],
  [
    "entries in part kept",
    answered("412 Precondition Failed", "201 Created", "201 Created"),
    { kind: "partialCommit", statuses: ["412", "201", "201"] },
  ],
  ["entries all in conflict", answered("412", "412", "409"), { kind: "indeterminate" }],
  ["entries all refused", answered("422", "400", "422"), { kind: "refused", status: 422 }],
];

test.each(outcomes)("%s", (_, reply, expected) =>
  withCleanUp(async (later) => {
    const { outcome } = await send(later, reply);
    expect(outcome).toMatchObject(expected);
  }),
);

test("an attempt is sent once, whatever comes back", () =>
  withCleanUp(async (later) => {
    const { demoCentral } = await send(later, "reset");
    expect(demoCentral.asked.filter(({ method }) => method === "POST")).toHaveLength(1);
  }));

test("the transaction is the one of docs/fhir.md, and a vendor's fields in the slot survive", () =>
  withCleanUp(async (later) => {
    const { demoCentral } = await send(later, answered("200", "201", "201"));
    const asked = demoCentral.asked.at(-1);
    const bundle = JSON.parse(asked?.body ?? "null");
    const [put, visit, consent] = bundle.entry;
    expect(bundle).toMatchObject({ resourceType: "Bundle", type: "transaction" });
    expect(put.request).toEqual({ method: "PUT", url: "Slot/s1-0", ifMatch: 'W/"1"' });
    expect(put.resource).toMatchObject({
      status: "busy",
      comment: "a vendor's own",
      extension: [{ url: "urn:vendor", valueCode: "x" }],
      schedule: { reference: "Schedule/s1" },
    });
    expect(visit.request).toEqual({
      method: "POST",
      url: "Appointment",
      ifNoneExist: `identifier=${fhirNames.bookingKey}|${key}`,
    });
    expect(visit.resource).toMatchObject({
      status: "booked",
      ...quarter(0),
      slot: [{ reference: "Slot/s1-0" }],
      identifier: [
        { system: fhirNames.bookingKey, value: key },
        { system: fhirNames.ticketNumber, value: "7-0042" },
      ],
    });
    const actors = visit.resource.participant.map(
      (it: { actor: { reference: string } }) => it.actor.reference,
    );
    expect(actors).toEqual([
      "Patient/pat1",
      "Practitioner/p1",
      "PractitionerRole/r1",
      "Location/room1",
      "HealthcareService/therapist",
    ]);
    expect(consent.request.ifNoneExist).toBe(`identifier=${fhirNames.bookingKey}|${key}`);
    expect(consent.resource).toMatchObject({
      status: "active",
      provision: { type: "permit" },
      patient: { reference: "Patient/pat1" },
    });
  }));

test("a visit is found by its key in the body of a POST, past every cache", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const visit = {
      resourceType: "Appointment",
      id: "a1",
      status: "booked",
      start: quarter(0).start,
      slot: [{ reference: "Slot/s1-0" }],
    };
    demoCentral.put({ ...visit, identifier: [{ system: fhirNames.bookingKey, value: key }] });
    const { central } = openConnector(later, demoCentral.url);
    expect(await central.visitByKey(key, patient)).toMatchObject({
      id: "a1",
      status: "booked",
      slotIds: ["s1-0"],
    });
    expect(demoCentral.asked.at(-1)).toMatchObject({
      path: "Appointment/_search",
      headers: { "cache-control": "no-cache" },
    });
    expect(await central.visitByKey("01930000-0000-7000-8000-000000000002", patient)).toBeNull();
  }));

test("a central API that answers another key's visit is not believed", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const other = {
      resourceType: "Appointment",
      id: "a9",
      meta: { versionId: "1" },
      status: "booked",
      start: quarter(0).start,
    };
    demoCentral.script = () =>
      json({ resourceType: "Bundle", type: "searchset", entry: [{ resource: other }] });
    const { central } = openConnector(later, demoCentral.url);
    await expect(central.visitByKey(key, patient)).rejects.toMatchObject({ fault: "invalidResponse" });
  }));

test("taking back a booking of a withdrawn slot cancels the visit and takes the slot back in one transaction, each under its version", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    demoCentral.put(slot("s1-0", { ...quarter(0), status: "busy" }));
    const visit = {
      resourceType: "Appointment",
      id: "a1",
      status: "booked",
      start: quarter(0).start,
      slot: [{ reference: "Slot/s1-0" }],
    };
    demoCentral.put(visit);
    const { central } = openConnector(later, demoCentral.url);
    const found = await central.readVisit("a1", patient);
    if (!found) throw new Error("no visit");
    demoCentral.script = ({ path }) => (path === "" ? answered("200", "200") : null);
    const taken = await central.readSlot("s1-0", patient);
    if (taken.state !== "present") throw new Error("no slot");
    const undone = await central.cancel(
      { key, visit: found, slots: [taken], goneSlotIds: [], why: "withdrawn" },
      patient,
    );
    expect(undone).toMatchObject({ kind: "committed" });
    const { entry } = JSON.parse(demoCentral.asked.at(-1)?.body ?? "null");
    expect(entry).toMatchObject([
      {
        request: { method: "PUT", url: "Appointment/a1", ifMatch: 'W/"2"' },
        resource: { status: "cancelled" },
      },
      {
        request: { method: "PUT", url: "Slot/s1-0", ifMatch: 'W/"1"' },
        resource: { status: "entered-in-error" },
      },
    ]);
  }));

test("a refusal of the agreement is recorded once under its key", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    demoCentral.script = ({ path }) =>
      path === "Consent" ? json({ resourceType: "Consent", id: "c1" }, 201) : null;
    const { central } = openConnector(later, demoCentral.url);
    const { consent } = attempt({
      state: "present",
      etag: "",
      raw: {},
      slot: { id: "s", version: "1", lastUpdated: 0, scheduleId: "s1", start: 0, end: 1, status: "free" },
    });
    await central.recordConsent({ ...consent, accepted: false }, patient);
    expect(demoCentral.asked.at(-1)?.headers["if-none-exist"]).toBe(
      `identifier=${fhirNames.bookingKey}|${key}`,
    );
    expect(JSON.parse(demoCentral.asked.at(-1)?.body ?? "null")).toMatchObject({
      status: "rejected",
      provision: { type: "deny" },
    });
  }));
