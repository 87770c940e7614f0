import { describe, expect, test } from "vitest";
import { fhirNames } from "#contract/fhir/names.ts";
import type { FhirSlot, FhirVisit } from "#sync/fhir/attempts.ts";
import {
  cancelBundle,
  moveBackBundle,
  moveBundle,
  slotFence,
  slotRelease,
  slotWithdrawal,
  visitFence,
} from "#sync/fhir/change-bundles.ts";
import { toVisit } from "#sync/fhir/visit-resource.ts";

const actor = (reference: string, more: object = {}) => ({
  actor: { reference, ...more },
  status: "accepted",
});
const portal = "urn:portal";
const resource = {
  resourceType: "Appointment",
  id: "a1",
  meta: { versionId: "4" },
  status: "booked",
  start: "2026-11-24T09:00:00+03:00",
  end: "2026-11-24T09:20:00+03:00",
  identifier: [
    { system: fhirNames.bookingKey, value: "k1" },
    { system: fhirNames.operationKey, value: "k2" },
    { system: fhirNames.fenceKey, value: "k3" },
    { system: fhirNames.ticketNumber, value: "7-0042" },
  ],
  slot: [{ reference: "Slot/s1" }, { reference: "Slot/s2" }],
  serviceType: [{ coding: [{ system: "urn:n", code: "B01", display: "Приём" }], text: "Приём терапевта" }],
  participant: [
    actor("Patient/p1"),
    actor("Patient/p1"),
    actor("Practitioner/d1"),
    actor("PractitionerRole/r1"),
    actor("Location/l1"),
    actor("HealthcareService/h1"),
  ],
  vendor: "x",
};
const read = (fields: object = {}, etag: string | null = null): FhirVisit =>
  toVisit({ ...resource, ...fields }, etag, [fhirNames.bookingKey, portal]);

describe("a visit", () => {
  test("is read with all that it refers to", () => {
    expect(read()).toEqual({
      id: "a1",
      etag: 'W/"4"',
      status: "booked",
      ticketNumber: "7-0042",
      start: Date.parse(resource.start),
      end: Date.parse(resource.end),
      slotIds: ["s1", "s2"],
      patientIds: ["p1"],
      practitionerId: "d1",
      roleId: "r1",
      service: { id: "h1", code: "B01", name: "Приём терапевта" },
      words: { doctor: "", service: "Приём терапевта", place: "" },
      keys: { booking: ["k1"], operation: ["k2"], fence: ["k3"] },
      slotStatusBefore: null,
      selfService: true,
      raw: resource,
    });
  });

  test("that refers to nothing has nothing", () => {
    expect(
      read({ identifier: undefined, slot: [], participant: [], serviceType: [], end: undefined }),
    ).toMatchObject({
      end: null,
      ticketNumber: null,
      slotIds: [],
      patientIds: [],
      practitionerId: null,
      roleId: null,
      service: { id: null, code: "", name: "" },
      keys: { booking: [], operation: [], fence: [] },
      selfService: false,
    });
  });

  test("bears the header's ETag before its own version", () => {
    expect(read({}, '"9"').etag).toBe('"9"');
    expect(read({ meta: undefined }, '"9"').etag).toBe('"9"');
  });

  test.each([
    ["resourceType", { resourceType: "Encounter" }],
    ["id", { id: "a b" }],
    ["status", { status: undefined }],
    ["meta.versionId", { meta: {} }],
    ["start", { start: "2026-11-24T09:00:00" }],
  ])("whose %s can't be read is no answer", (field, fields) => {
    expect(() => read(fields)).toThrow(`a visit that can't be read: ${field}`);
  });

  test("of a list, or of nothing, is no answer", () => {
    expect(() => toVisit([resource], null, [])).toThrow("resourceType");
    expect(() => toVisit(null, null, [])).toThrow("resourceType");
  });

  test("comes from self-service by any of the systems that mark it, and by no other", () => {
    expect(read({ identifier: [{ system: portal, value: "1" }] }).selfService).toBe(true);
    expect(read({ identifier: [{ system: "urn:desk", value: "1" }] }).selfService).toBe(false);
    expect(read({ identifier: [{ value: "1" }] }).selfService).toBe(false);
  });

  test("doesn't lead to whoever declined", () => {
    const declined = { actor: { reference: "Practitioner/d0" }, status: "declined" };
    expect(read({ participant: [declined, actor("Practitioner/d1")] }).practitionerId).toBe("d1");
  });

  test.each([
    [
      "displays",
      [
        actor("Practitioner/d1", { display: "Ёлкина З. Я." }),
        actor("HealthcareService/h1", { display: "Терапия" }),
        actor("Location/l1", { display: "Кабинет 5" }),
      ],
      { doctor: "Ёлкина З. Я.", service: "Терапия", place: "Кабинет 5" },
    ],
    [
      "types without references",
      [
        { actor: { type: "PractitionerRole", display: "Терапевт" } },
        { actor: { type: "Organization", display: "Поликлиника № 4" } },
      ],
      { doctor: "Терапевт", service: "Приём терапевта", place: "Поликлиника № 4" },
    ],
    [
      "texts alone, a place by its kind",
      [{ actor: { display: "Городская поликлиника № 4" } }, { actor: { display: "Ёлкина З. Я." } }],
      { doctor: "Ёлкина З. Я.", service: "Приём терапевта", place: "Городская поликлиника № 4" },
    ],
    [
      "versions of what is referred to",
      [actor("https://c.example/fhir/Practitioner/d1/_history/2", { display: "Ёлкина З. Я." })],
      { doctor: "Ёлкина З. Я.", service: "Приём терапевта", place: "" },
    ],
  ])("says in words by %s", (_, participant, words) => {
    expect(read({ participant }).words).toEqual(words);
  });

  test("says in words what is contained in it", () => {
    const participant = [
      { actor: { reference: "#d", type: "Practitioner" } },
      { actor: { reference: "#l", type: "Location" } },
      { actor: { reference: "#h", type: "HealthcareService" } },
      { actor: { reference: "#gone", type: "Organization" } },
    ];
    const contained = [
      { id: "d", name: [{ family: "Ёлкина", given: ["Зоя", "Ярославовна"] }] },
      { id: "l", name: "Кабинет 5" },
      { id: "h", name: [{ text: "Терапия" }] },
    ];
    expect(read({ participant, contained }).words).toEqual({
      doctor: "Ёлкина Зоя Ярославовна",
      service: "Терапия",
      place: "Кабинет 5",
    });
  });

  test.each([
    [{ serviceType: [], description: "Осмотр", specialty: [{ text: "нет" }] }, "Осмотр"],
    [{ serviceType: [], specialty: [{ text: "Терапия" }], serviceCategory: [{ text: "нет" }] }, "Терапия"],
    [{ serviceType: [], serviceCategory: [{ text: "Приёмы" }] }, "Приёмы"],
  ])("of %j names its service %s", (fields, service) => {
    expect(read(fields).words.service).toBe(service);
  });
});

const slot = (id: string, more: object = {}): FhirSlot => ({
  state: "present",
  slot: {
    id,
    version: "2",
    lastUpdated: 0,
    scheduleId: "c1",
    start: 0,
    end: 1,
    status: "busy",
  },
  etag: `W/"${id}"`,
  raw: { resourceType: "Slot", id, status: "busy", start: "10:00", end: "10:20", vendor: "y", ...more },
});
const putOf = (type: string, id: string, ifMatch: string) => ({
  method: "PUT",
  url: `${type}/${id}`,
  ifMatch,
});
const fenced = (key: string) => ({ system: fhirNames.fenceKey, value: key });

describe("a transaction that changes what is there", () => {
  const visit = read();
  const base = { key: "n1", visit, slots: [slot("s1")], goneSlotIds: [] };
  const identifiers = resource.identifier;

  test("cancels as asked: the operation's key is added, the slot is given out again, nothing else changes", () => {
    expect(cancelBundle({ ...base, why: "asked" })).toEqual({
      resourceType: "Bundle",
      type: "transaction",
      entry: [
        {
          resource: {
            ...resource,
            status: "cancelled",
            identifier: [...identifiers, { system: fhirNames.operationKey, value: "n1" }],
          },
          request: putOf("Appointment", "a1", 'W/"4"'),
        },
        {
          resource: { ...(slot("s1").raw as object), status: "free" },
          request: putOf("Slot", "s1", 'W/"s1"'),
        },
      ],
    });
  });

  test("gives what the reception gave out back to the reception", () => {
    const theirs = read({ identifier: [{ system: "urn:desk", value: "1" }] });
    expect(cancelBundle({ ...base, visit: theirs, why: "asked" }).entry[1]?.resource).toMatchObject({
      status: "busy-unavailable",
    });
    expect(cancelBundle({ ...base, visit: theirs, why: "unseen" }).entry[1]?.resource).toMatchObject({
      status: "free",
    });
  });

  test("takes back what nobody saw: the fence's key stands in place of the last fence's, the agreement ends", () => {
    const agreement = { id: "g1", etag: 'W/"6"', raw: { resourceType: "Consent", status: "active", z: 1 } };
    const { entry } = cancelBundle({ ...base, consents: [agreement], why: "withdrawn" });
    expect(entry).toEqual([
      {
        resource: {
          ...resource,
          status: "cancelled",
          identifier: [...identifiers.filter(({ system }) => system !== fhirNames.fenceKey), fenced("n1")],
        },
        request: putOf("Appointment", "a1", 'W/"4"'),
      },
      {
        resource: { ...(slot("s1").raw as object), status: "entered-in-error" },
        request: putOf("Slot", "s1", 'W/"s1"'),
      },
      {
        resource: { resourceType: "Consent", status: "inactive", z: 1 },
        request: putOf("Consent", "g1", 'W/"6"'),
      },
    ]);
  });

  test("no longer names slots that are gone", () => {
    const of = (goneSlotIds: readonly string[]) =>
      cancelBundle({ ...base, goneSlotIds, why: "asked" }).entry[0]?.resource;
    expect(of(["s2"])).toMatchObject({ slot: [{ reference: "Slot/s1" }] });
    expect(JSON.parse(JSON.stringify(of(["s1", "s2"])))).not.toHaveProperty("slot");
    expect(of([])).toMatchObject({ slot: resource.slot });
  });

  const to = slot("s9");
  const move = {
    key: "n1",
    visit,
    from: [slot("s1")],
    to,
    service: { id: "h1", code: "B01", name: "Приём терапевта" },
    practitionerId: "d2",
    roleId: "r1",
    roomLocationId: "l2",
  };

  test("moves: takes the new slot, leads to its doctor and room, and gives the old one out", () => {
    const guest = actor("RelatedPerson/g1");
    const before = read({ participant: [...resource.participant, guest] });
    expect(moveBundle({ ...move, visit: before }, "urn:n").entry).toEqual([
      { resource: { ...(to.raw as object), status: "busy" }, request: putOf("Slot", "s9", 'W/"s9"') },
      {
        resource: {
          ...resource,
          identifier: [...identifiers, { system: fhirNames.operationKey, value: "n1" }],
          start: "10:00",
          end: "10:20",
          slot: [{ reference: "Slot/s9" }],
          participant: [
            actor("Patient/p1"),
            actor("Patient/p1"),
            actor("PractitionerRole/r1"),
            actor("HealthcareService/h1"),
            guest,
            actor("Practitioner/d2"),
            actor("Location/l2"),
          ],
        },
        request: putOf("Appointment", "a1", 'W/"4"'),
      },
      { resource: { ...(slot("s1").raw as object), status: "free" }, request: putOf("Slot", "s1", 'W/"s1"') },
    ]);
  });

  test("moves to another service, and to a place without a room", () => {
    const service = { id: "h2", code: "", name: "Осмотр" };
    const moved = moveBundle({ ...move, service, roomLocationId: null }, "urn:n").entry[1]?.resource;
    expect(moved).toMatchObject({ serviceType: [{ text: "Осмотр" }] });
    expect(JSON.stringify(moved)).not.toContain("Location/");
    const coded = moveBundle({ ...move, service: { ...service, code: "B02" } }, "urn:n").entry[1]?.resource;
    expect(coded).toMatchObject({
      serviceType: [{ coding: [{ system: "urn:n", code: "B02", display: "Осмотр" }], text: "Осмотр" }],
    });
  });

  test("moves back: what the move changed is as it was, what others changed stays", () => {
    const now = read({
      start: "2026-11-25T09:00:00+03:00",
      slot: [{ reference: "Slot/s9" }],
      vendor: "since",
    });
    const back = { key: "n1", visit: now, before: resource, from: [to], to: [slot("s1")], withdrawn: false };
    expect(moveBackBundle(back).entry).toEqual([
      {
        resource: {
          ...resource,
          vendor: "since",
          identifier: [...identifiers.filter(({ system }) => system !== fhirNames.fenceKey), fenced("n1")],
        },
        request: putOf("Appointment", "a1", 'W/"4"'),
      },
      { resource: { ...(slot("s1").raw as object), status: "busy" }, request: putOf("Slot", "s1", 'W/"s1"') },
      { resource: { ...(to.raw as object), status: "free" }, request: putOf("Slot", "s9", 'W/"s9"') },
    ]);
    expect(moveBackBundle({ ...back, withdrawn: true }).entry[2]?.resource).toMatchObject({
      status: "entered-in-error",
    });
  });

  test.each([
    ["fences a slot", slotFence("n1", slot("s1", { identifier: [fenced("k0"), { system: "urn:x" }] })), {}],
    [
      "releases a slot",
      slotRelease("n1", slot("s1", { identifier: [fenced("k0"), { system: "urn:x" }] }), "free"),
      { status: "free" },
    ],
    [
      "takes a slot out",
      slotWithdrawal("n1", slot("s1", { identifier: [fenced("k0"), { system: "urn:x" }] })),
      { status: "entered-in-error" },
    ],
  ])("%s under its ETag, with one fence on it", (_, sent, changes) => {
    expect(sent).toEqual({
      resourceType: "Bundle",
      type: "transaction",
      entry: [
        {
          resource: {
            ...(slot("s1").raw as object),
            ...changes,
            identifier: [{ system: "urn:x" }, fenced("n1")],
          },
          request: putOf("Slot", "s1", 'W/"s1"'),
        },
      ],
    });
  });

  test("fences a visit, and changes nothing else of it", () => {
    expect(visitFence("n1", visit).entry).toEqual([
      {
        resource: {
          ...resource,
          identifier: [...identifiers.filter(({ system }) => system !== fhirNames.fenceKey), fenced("n1")],
        },
        request: putOf("Appointment", "a1", 'W/"4"'),
      },
    ]);
    expect(() => visitFence("n1", { ...visit, raw: null })).toThrow(TypeError);
  });
});
