import { describe, expect, test } from "vitest";
import type { CentralVisit } from "#contract/central/visits.ts";
import { factsOfVisit, isStanding, statusOf, ticketOf } from "#main/booking/visit-details.ts";
import type { Catalog, StoredDoctor } from "#main/schedules/catalog.ts";
import { clinicTime } from "#main/time/clinic-time.ts";
import type { FhirSlot, FhirSlotReading } from "#sync/fhir/attempts.ts";
import { wasMadeAnew, withdrawMadeAnew } from "#sync/fhir/booking/made-anew.ts";
import { releasable, withdrawAgain } from "#sync/fhir/booking/release.ts";
import { isAccess, isLive, isMissing, isUntouched } from "#sync/fhir/booking/statuses.ts";
import type { FhirTransactions } from "#sync/fhir/booking/transactions.ts";

const { signal } = new AbortController();

const present = (id: string, status: FhirSlot["slot"]["status"], etag = 'W/"2"'): FhirSlot => ({
  state: "present",
  slot: { id, version: "2", lastUpdated: 0, scheduleId: "c1", start: 0, end: 1, status },
  etag,
  raw: {},
});
const gone: FhirSlotReading = { state: "gone" };

/** A central API of these slots; visits by slot. */
const centralOf = (
  slots: Readonly<Record<string, FhirSlotReading>>,
  more: {
    readonly visits?: Readonly<Record<string, readonly Partial<CentralVisit>[]>>;
    readonly versions?: Readonly<Record<string, readonly string[] | null>>;
    readonly withdraws?: boolean;
  } = {},
) => {
  const withdrawn: string[] = [];
  const central = {
    readSlot: async (id: string) => slots[id] ?? gone,
    visitsOfSlot: async (id: string) => more.visits?.[id] ?? [],
    slotVersions: async (id: string) => more.versions?.[id] ?? null,
    withdrawSlot: async (key: string, { slot }: FhirSlot) => {
      withdrawn.push(`${key} ${slot.id}`);
      return more.withdraws === false ? { kind: "indeterminate", why: "" } : { kind: "committed" };
    },
  } as unknown as FhirTransactions;
  return { central, withdrawn };
};

describe("the slots of a visit are released", () => {
  test("that are taken, and by no other live visit; those that are gone are named", async () => {
    const { central } = centralOf(
      {
        mine: present("mine", "busy"),
        blocked: present("blocked", "busy-unavailable"),
        free: present("free", "free"),
        shared: present("shared", "busy"),
        left: present("left", "busy"),
      },
      {
        visits: {
          mine: [{ id: "v1", status: "booked" }],
          shared: [
            { id: "v1", status: "booked" },
            { id: "v2", status: "booked" },
          ],
          left: [{ id: "v3", status: "cancelled" }],
        },
      },
    );
    const slotIds = ["mine", "blocked", "free", "shared", "left", "lost"];
    const { slots, goneSlotIds } = await releasable(central, { id: "v1", slotIds }, signal);
    expect(slots.map(({ slot }) => slot.id)).toEqual(["mine", "left"]);
    expect(goneSlotIds).toEqual(["lost"]);
  });
});

describe("slots that a release made anew", () => {
  test("are taken out again where they are free, and nothing else is touched", async () => {
    const { central, withdrawn } = centralOf({ a: present("a", "free"), b: present("b", "busy") });
    expect(await withdrawAgain(central, "k", ["a", "b", "c"], signal)).toBe(true);
    expect(withdrawn).toEqual(["k a"]);
  });

  test("are told to be offered still where the central API doesn't take them out", async () => {
    const { central, withdrawn } = centralOf(
      { a: present("a", "free"), b: present("b", "free") },
      { withdraws: false },
    );
    expect(await withdrawAgain(central, "k", ["a", "b"], signal)).toBe(false);
    expect(withdrawn).toEqual(["k a", "k b"]);
  });

  const sent = [
    { of: "Slot/a", mark: 'W/"1"' },
    { of: "Slot/b", mark: '"1"' },
    { of: "Appointment/v1", mark: 'W/"9"' },
  ];
  test.each([
    ["whose versions go on from the one that was sent", ["3", "1"], false],
    ["whose versions begin with itself", ["3"], true],
    ["that came of another version", ["3", "2"], true],
    ["whose present version is the one that was sent", ["1"], true],
  ])("%s", async (_, versions, isAnew) => {
    const { central } = centralOf({}, { versions: { a: versions.map((one) => `"${one}"`) } });
    expect(await wasMadeAnew(central, "a", sent, signal)).toBe(isAnew);
  });

  test("of a central API without versions are known by the slot's own version alone", async () => {
    const of = (reading: FhirSlotReading) =>
      wasMadeAnew(centralOf({ a: reading }).central, "a", sent, signal);
    expect(await of(present("a", "free", '"1"'))).toBe(true);
    expect(await of(present("a", "free", 'W/"2"'))).toBe(false);
    expect(await of(present("a", "free", 'W/"9"'))).toBe(false);
    expect(await of(gone)).toBe(false);
  });

  test("are taken out but for the one that is kept", async () => {
    const slots = { a: present("a", "free", '"1"'), b: present("b", "free", '"1"') };
    const all = centralOf(slots);
    expect(await withdrawMadeAnew(all.central, { key: "k", sent }, signal)).toBe(true);
    expect(all.withdrawn).toEqual(["k a", "k b"]);
    const but = centralOf(slots);
    expect(await withdrawMadeAnew(but.central, { key: "k", sent, but: "a" }, signal)).toBe(true);
    expect(but.withdrawn).toEqual(["k b"]);
    const refused = centralOf(slots, { withdraws: false });
    expect(await withdrawMadeAnew(refused.central, { key: "k", sent }, signal)).toBe(false);
  });
});

describe("a status", () => {
  // Appointment.status, R4: all of its codes.
  const codes = [
    "proposed",
    "pending",
    "booked",
    "arrived",
    "fulfilled",
    "cancelled",
    "noshow",
    "entered-in-error",
    "checked-in",
    "waitlist",
  ];
  test.each([
    [
      "holds its slot",
      isLive,
      ["proposed", "pending", "booked", "arrived", "fulfilled", "checked-in", "waitlist"],
    ],
    ["was touched by nobody", isUntouched, ["proposed", "pending", "booked", "waitlist"]],
    ["is still to be kept", isStanding, ["pending", "booked", "arrived", "checked-in"]],
  ])("%s", (_, is, expected) => {
    expect(codes.filter(is)).toEqual(expected);
  });

  test("is shown as one that screens know, or not at all", () => {
    expect(codes.map(statusOf)).toEqual([
      "pending",
      "pending",
      "booked",
      "arrived",
      "fulfilled",
      "cancelled",
      "noshow",
      null,
      "arrived",
      "pending",
    ]);
  });

  test("of an answer says what is gone, and what access lacks", () => {
    const answers = [400, 401, 403, 404, 407, 409, 410, 412, 422];
    expect(answers.filter(isMissing)).toEqual([404, 410]);
    expect(answers.filter(isAccess)).toEqual([401, 403, 407]);
  });
});

describe("what a ticket tells of a visit", () => {
  const doctor: StoredDoctor = {
    scheduleId: "c1",
    scheduleNo: 1,
    roleId: "r1",
    practitionerId: "d1",
    organizationId: "branch",
    roomLocationId: null,
    family: "Ёлкина",
    given: "Зоя",
    patronymic: "Ярославовна",
    position: "Терапевт",
    room: "5",
  };
  const visit = {
    id: "v1",
    status: "booked",
    ticketNumber: "7-0042",
    start: Date.parse("2026-11-24T06:00:00Z"),
    slotIds: ["s1"],
    service: { id: "h1", code: "B00", name: "Приём" },
    words: { doctor: "Доктор", service: "Осмотр", place: "Поликлиника" },
  } as unknown as CentralVisit;
  const patient = {
    id: "p1",
    family: "Петров",
    given: "Иван",
    patronymic: "",
    birthDate: null,
    sex: null,
    phones: [],
    policies: [],
    snils: null,
    attachedOrganizationIds: [],
  };
  const place = { clinic: "ГП № 4", branch: "Филиал", address: "ул. Ленина, 4", phone: "55-55-55" };
  const parts = (known: { doctor?: boolean; service?: boolean; place?: boolean }) => ({
    catalog: {
      doctorOfVisit: () => (known.doctor ? doctor : null),
      service: () =>
        known.service ? { code: "B01", name: "Приём терапевта", organizationId: "clinic" } : null,
      named: ({ code, name }: { code: string; name: string }) => ({ code, name }),
      place: (id: string) => (known.place ? { ...place, branch: `${place.branch} ${id}` } : null),
    } as unknown as Catalog,
    time: clinicTime("Europe/Moscow"),
    now: () => Date.parse("2026-11-20T07:24:00Z"),
  });

  test("is what the mirror knows of it", () => {
    expect(factsOfVisit(parts({ doctor: true, service: true, place: true }), visit, patient)).toEqual({
      number: "7-0042",
      clinic: "ГП № 4",
      branch: "Филиал branch",
      address: "ул. Ленина, 4",
      room: "5",
      service: { code: "B01", name: "Приём терапевта" },
      doctor: { name: "Ёлкина Зоя Ярославовна", position: "Терапевт" },
      date: "2026-11-24",
      time: "09:00",
      patient: "Петров\u00a0И.",
      phone: "55-55-55",
    });
  });

  test("is where the service is given, where no doctor is known", () => {
    expect(factsOfVisit(parts({ service: true, place: true }), visit, patient)).toMatchObject({
      branch: "Филиал clinic",
      doctor: { name: "Доктор", position: "" },
      room: "",
    });
  });

  test("is what the visit says itself, where nothing is known", () => {
    const unnamed = { ...visit, ticketNumber: null, service: { id: null, code: "", name: "" } };
    expect(factsOfVisit(parts({}), unnamed, patient)).toMatchObject({
      number: "",
      clinic: "Поликлиника",
      branch: "",
      address: "",
      phone: "",
      service: { code: "", name: "Осмотр" },
      doctor: { name: "Доктор", position: "" },
    });
    expect(factsOfVisit(parts({}), visit, patient).service).toEqual({ code: "B00", name: "Приём" });
  });

  test("is when it was issued, and the number that it bears", () => {
    const known = parts({ doctor: true, service: true, place: true });
    const facts = factsOfVisit(known, visit, patient);
    const moved = { ...visit, start: Date.parse("2026-11-25T06:30:00Z"), ticketNumber: null };
    expect(ticketOf(known, facts, moved)).toMatchObject({
      visitId: "v1",
      number: "7-0042",
      date: "2026-11-25",
      time: "09:30",
      status: "booked",
      issuedAt: { date: "2026-11-20", time: "10:24" },
    });
    expect(ticketOf(known, facts, { ...visit, ticketNumber: "9", status: "strange" })).toMatchObject({
      number: "9",
      status: "pending",
    });
  });
});
