import { expect, test } from "vitest";
import { fhirNames } from "#contract/fhir/names.ts";
import { vendorFields } from "./actors/reception.ts";
import type { Invariant } from "./checks/invariants.ts";
import type { Settled } from "./checks/settled.ts";
import { checkNotes, checkSlots, checkStrangers } from "./checks/slots.ts";
import { checkDoctors, checkKeys, checkTimes, checkVisits } from "./checks/visits.ts";
import type { Resource } from "./world/central-data.ts";

const slot = (id: string, status: string, more: object = {}): [string, Resource] => [
  id,
  {
    resourceType: "Slot",
    id,
    meta: { versionId: "2" },
    status,
    start: `start of ${id}`,
    end: `end of ${id}`,
    schedule: { reference: "Schedule/mornings" },
    ...more,
  },
];
const visit = (id: string, slotId: string, more: object = {}): Resource => ({
  resourceType: "Appointment",
  id,
  status: "booked",
  start: `start of ${slotId}`,
  end: `end of ${slotId}`,
  identifier: [
    { system: fhirNames.bookingKey, value: `key of ${id}` },
    { system: fhirNames.ticketNumber, value: `number of ${id}` },
  ],
  slot: [{ reference: `Slot/${slotId}` }],
  participant: [{ actor: { reference: "Patient/ivanov" }, status: "accepted" }],
  ...more,
});

/** Seeded, and none of a kiosk's. */
const old = visit("old", "stranger", { identifier: [] });

/** One patient was shown one visit, and the central API holds it. */
function asPromised(): Settled {
  return {
    slots: new Map([slot("nine", "busy"), slot("ten", "free"), slot("stranger", "busy")]),
    visits: [visit("v1", "nine"), old],
    consents: [],
    given: new Set(["nine", "ten"]),
    chosenOf: new Map([
      ["nine", "mornings"],
      ["ten", "mornings"],
    ]),
    slotsBefore: new Map([slot("nine", "free"), slot("ten", "free"), slot("stranger", "busy")]),
    visitsBefore: new Set(["old"]),
    shown: [
      { visitId: "v1", patientId: "ivanov", believed: { slotId: "nine" }, unheard: [], doubtful: false },
    ],
    askedWithHelp: new Set(),
    reviewList: [],
    reception: {
      blocked: new Set(),
      withdrawn: new Set(),
      cancelled: new Set(),
      closed: new Set(),
      notes: new Map(),
    },
  };
}

const brokenIn = (settled: Settled): Invariant[] =>
  [checkVisits, checkTimes, checkDoctors, checkKeys, checkSlots, checkNotes, checkStrangers]
    .flatMap((check) => check(settled))
    .map(({ invariant }) => invariant);

test("all is as promised: nothing is reported", () => {
  expect(brokenIn(asPromised())).toEqual([]);
});

const shown = (change: object) => [
  {
    visitId: "v1",
    patientId: "ivanov",
    believed: { slotId: "nine" },
    unheard: [],
    doubtful: false,
    ...change,
  },
];
const slots = (...changed: [string, Resource][]) => new Map([...asPromised().slots, ...changed]);
const cancelled = { status: "cancelled" };

const notes = new Map([["Slot/nine", ["a note", "another"]]]);
const vendor = vendorFields(["a note", "another"]);
const noted = {
  extension: vendor.extension,
  meta: { versionId: "2", tag: vendor.tags },
  comment: vendor.comment,
};
const ofReception = {
  extension: [{ url: fhirNames.extension.slotStatusBefore, valueCode: "busy-unavailable" }],
};
const lostNotes: [string, [string, Resource]][] = [
  ["an extension", slot("nine", "busy", { ...noted, extension: vendor.extension.slice(1) })],
  ["the tags", slot("nine", "busy", { ...noted, meta: { versionId: "2" } })],
  ["a field that kiosks don't know", slot("nine", "busy", { ...noted, comment: undefined })],
];

const mistakes: [Invariant, string, Partial<Settled>][] = [
  ["a visit exists that nobody was shown", "the core died before it said so", { shown: [] }],
  [
    "a visit that was shown is not there",
    "it never was",
    { visits: [old], slots: slots(slot("nine", "free")) },
  ],
  [
    "a visit that was shown is not there",
    "it was taken back",
    {
      visits: [visit("v1", "nine", cancelled), old],
      slots: slots(slot("nine", "free")),
    },
  ],
  [
    "a visit was changed and nobody was told",
    "a cancel went through that the screen never confirmed",
    {
      visits: [visit("v1", "nine", cancelled), old],
      slots: slots(slot("nine", "free")),
      shown: shown({ unheard: ["cancelled"] }),
    },
  ],
  [
    "the reception is asked about a visit that was seen",
    "an acknowledgement was lost",
    { reviewList: [{ key: "key of v1", visitId: "v1" }] },
  ],
  [
    "a visit is another patient's than was shown",
    "two sessions were mixed up",
    { shown: shown({ patientId: "petrov" }) },
  ],
  [
    "a visit's time is not its slot's",
    "a move forgot the time",
    { visits: [visit("v1", "nine", { start: "start of ten" }), old] },
  ],
  [
    "two visits in one slot",
    "both kiosks got it",
    {
      visits: [visit("v1", "nine"), visit("v2", "nine"), old],
      shown: [...shown({}), ...shown({ visitId: "v2" })],
    },
  ],
  [
    "a visit is with another doctor than was chosen",
    "the reception gave the slot away while the patient read the agreement",
    { slots: slots(slot("nine", "busy", { schedule: { reference: "Schedule/evenings" } })) },
  ],
  ["a slot is busy for nobody", "half of a cancel", { slots: slots(slot("ten", "busy")) }],
  ["a slot is free under a visit", "half of a booking", { slots: slots(slot("nine", "free")) }],
  [
    "a slot that the reception blocked was set free",
    "a cancel freed it",
    { reception: { ...asPromised().reception, blocked: new Set(["ten"]) } },
  ],
  [
    "a slot that the reception withdrew is back",
    "a PUT made it anew",
    { reception: { ...asPromised().reception, withdrawn: new Set(["ten"]) } },
  ],
  [
    "a time of the reception's was given out without help",
    "whoever stood there was taken for staff",
    {
      visits: [visit("v1", "nine", ofReception), old],
      reception: { ...asPromised().reception, blocked: new Set(["nine"]) },
    },
  ],
  [
    "a slot that the reception blocked was set free",
    "a patient alone got it",
    {
      askedWithHelp: new Set(["nine"]),
      reception: { ...asPromised().reception, blocked: new Set(["nine"]) },
    },
  ],
  [
    "a key stands twice",
    "a retry made a second visit, and it was cancelled",
    {
      visits: [
        visit("v1", "nine"),
        visit("v2", "ten", {
          ...cancelled,
          identifier: [{ system: fhirNames.bookingKey, value: "key of v1" }],
        }),
        old,
      ],
    },
  ],
  ...lostNotes.map(([field, nine]): [Invariant, string, Partial<Settled>] => [
    "a vendor's own field is lost",
    `a PUT left out ${field}`,
    { slots: slots(nine), reception: { ...asPromised().reception, notes } },
  ]),
  [
    "something was changed that nobody asked for",
    "a neighbour was written",
    { slots: slots(slot("stranger", "busy", { meta: { versionId: "3" } })) },
  ],
];

test.each(mistakes)("%s: %s", (invariant, _mistake, change) => {
  expect(brokenIn({ ...asPromised(), ...change })).toEqual([invariant]);
});

const accounted: [string, Partial<Settled>][] = [
  [
    "a visit that nobody saw, on the review list",
    { shown: [], reviewList: [{ key: "key of v1", visitId: null }] },
  ],
  [
    "a visit that the reception cancelled",
    {
      visits: [visit("v1", "nine", cancelled), old],
      slots: slots(slot("nine", "free")),
      reception: { ...asPromised().reception, cancelled: new Set(["v1"]) },
    },
  ],
  [
    "a time of the reception's that somebody who was helped has got",
    {
      visits: [visit("v1", "nine", ofReception), old],
      askedWithHelp: new Set(["nine"]),
      reception: { ...asPromised().reception, blocked: new Set(["nine"]) },
    },
  ],
  [
    "a blocked slot under a visit",
    {
      slots: slots(slot("nine", "busy-unavailable")),
      reception: { ...asPromised().reception, blocked: new Set(["nine"]) },
    },
  ],
  [
    "a slot with the vendor's notes",
    {
      slots: slots(slot("nine", "busy", noted)),
      reception: { ...asPromised().reception, notes },
    },
  ],
];

test.each(accounted)("%s breaks no promise", (_name, change) => {
  expect(brokenIn({ ...asPromised(), ...change })).toEqual([]);
});
