import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fhirNames } from "#contract/fhir/names.ts";
import { demoPatients } from "#demo-central/seed/demo-patients.ts";
import { search } from "#tests/support/central-rest.ts";
import { waitFor } from "#tests/support/kiosk.ts";
import { signIn, timeOf } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import { reviewList } from "#tests/support/review-list.ts";
import { bookingKeysOf, identifiersOf, type KioskAtServer, openKioskAt } from "./kiosk.ts";
import { type FhirServer, nonAtomicServers, soundServers } from "./servers.ts";

/** One kiosk for all tests at a server: starting one takes longer than a test. */
function sharedKiosk(server: FhirServer): () => KioskAtServer {
  const closers: (() => unknown)[] = [];
  let kiosk: KioskAtServer;
  beforeAll(async () => {
    kiosk = await openKioskAt(server, (close) => closers.push(close));
  });
  afterAll(async () => {
    for (const close of closers.reverse()) await close();
  });
  return () => kiosk;
}

/** A field of another vendor's program, which nobody else's program may lose. */
const vendorsOwn = { extension: [{ url: "urn:vendor:cabinet-light", valueBoolean: true }] };

describe.each<FhirServer>(soundServers)("$name", (server) => {
  const kiosk = sharedKiosk(server);

  test("sign-in: the right birth date signs in, another one doesn't", async () => {
    const { client } = kiosk();
    const [patient] = demoPatients;
    if (!patient) throw new Error("no demo patient");
    await refusalOf(signIn(client, { ...patient, birthDate: "1950-01-01" }), "PATIENT_NOT_FOUND");
    expect(await signIn(client, patient)).toMatchObject({ attachedOrganizationIds: ["t2s1-c1"] });
  });

  test("booked: one visit, its slot taken, the agreement recorded, a vendor's field in the slot kept", async () => {
    const place = await kiosk().arrive();
    const { slotId } = place.offer;
    await kiosk().reception.change("Slot", slotId, vendorsOwn);
    const ticket = await kiosk().book(place);
    const visits = await kiosk().visitsOf(slotId);
    expect(visits).toMatchObject([{ id: ticket.visitId, status: "booked" }]);
    expect(await kiosk().reception.read("Slot", slotId)).toMatchObject({ status: "busy", ...vendorsOwn });
    const [key] = bookingKeysOf(visits[0]);
    const identifier = `${fhirNames.bookingKey}|${key}`;
    expect(await search(kiosk().url, "Consent", { identifier })).toMatchObject([{ status: "active" }]);
  });

  test.each([
    { loss: "before", transactions: 2 },
    { loss: "after", transactions: 1 },
  ] as const)("answer lost $loss the commit: one visit all the same", async ({ loss, transactions }) => {
    const place = await kiosk().arrive();
    const before = kiosk().line.transactions;
    kiosk().line.lose(loss);
    const ticket = await kiosk().book(place);
    expect(kiosk().line.transactions - before).toBe(transactions);
    expect(await kiosk().visitsOf(place.offer.slotId)).toMatchObject([
      { id: ticket.visitId, status: "booked" },
    ]);
  });

  test.each(["blocked", "deleted"] as const)(
    "a slot that the reception has %s is not booked",
    async (how) => {
      const place = await kiosk().arrive();
      const { slotId } = place.offer;
      if (how === "deleted") await kiosk().reception.remove("Slot", slotId);
      else await kiosk().reception.change("Slot", slotId, { status: "busy-unavailable" });
      const { nearest } = await refusalOf(kiosk().book(place), "SLOT_TAKEN");
      expect(nearest.map((offer) => offer.slotId)).not.toContain(slotId);
      expect(await kiosk().visitsOf(slotId)).toEqual([]);
    },
  );

  test.each(["before", "after"] as const)(
    "no answer within the patient's patience, lost %s the commit: nothing is booked in the end",
    async (loss) => {
      const place = await kiosk().arrive();
      const { slotId } = place.offer;
      const listed = reviewList(kiosk().dataDir).list();
      await refusalOf(kiosk().bookInVain(place, loss), "BOOKING_UNKNOWN");
      kiosk().line.away = false;
      await waitFor(async () => {
        const [slot, visits] = [await kiosk().reception.read("Slot", slotId), await kiosk().visitsOf(slotId)];
        const fenced =
          loss === "after" ? visits.length === 1 : identifiersOf(slot, fhirNames.fenceKey).length === 1;
        return slot.status === "free" && visits.every(({ status }) => status === "cancelled") && fenced;
      });
      expect(reviewList(kiosk().dataDir).list()).toHaveLength(listed.length);
    },
  );

  test("cancelled, with the answer lost: cancelled once, and its slot is free for others", async () => {
    const place = await kiosk().arrive();
    const { slotId } = place.offer;
    await kiosk().reception.change("Slot", slotId, vendorsOwn);
    const { visitId } = await kiosk().book(place);
    await kiosk().reception.change("Appointment", visitId, { comment: "приходить с выпиской" });
    const listed = await kiosk().client.booking.list({});
    expect(listed.find((visit) => visit.visitId === visitId)).toMatchObject({ change: "open" });
    kiosk().line.lose("after");
    await kiosk().client.booking.cancel({ visitId });
    expect(await kiosk().reception.read("Appointment", visitId)).toMatchObject({
      status: "cancelled",
      comment: "приходить с выпиской",
    });
    expect(await kiosk().reception.read("Slot", slotId)).toMatchObject({ status: "free", ...vendorsOwn });
    const left = await kiosk().client.booking.list({});
    expect(left.map((visit) => visit.visitId)).not.toContain(visitId);
  });

  test("a slot that the reception blocks meanwhile stays blocked when its visit is cancelled", async () => {
    const place = await kiosk().arrive();
    const { visitId } = await kiosk().book(place);
    await kiosk().reception.change("Slot", place.offer.slotId, { status: "busy-unavailable" });
    await kiosk().client.booking.cancel({ visitId });
    expect(await kiosk().reception.read("Appointment", visitId)).toMatchObject({ status: "cancelled" });
    expect(await kiosk().reception.read("Slot", place.offer.slotId)).toMatchObject({
      status: "busy-unavailable",
    });
  });

  test.each(["before", "after"] as const)(
    "moved, with the answer lost %s the commit: one visit",
    async (loss) => {
      const place = await kiosk().arrive();
      const { visitId } = await kiosk().book(place);
      const to = await kiosk().another();
      kiosk().line.lose(loss);
      const { serviceId, branchId } = place;
      const { slotId } = to;
      const ticket = await kiosk().client.booking.move({ visitId, ...timeOf(to), serviceId, branchId });
      expect(ticket).toMatchObject({ visitId, date: to.date, time: to.time });
      expect(await kiosk().visitsOf(slotId)).toMatchObject([{ id: visitId, status: "booked" }]);
      expect(await kiosk().visitsOf(place.offer.slotId)).toEqual([]);
      expect(await kiosk().reception.read("Slot", slotId)).toMatchObject({ status: "busy" });
      expect(await kiosk().reception.read("Slot", place.offer.slotId)).toMatchObject({ status: "free" });
    },
  );

  test("moved to a slot that the reception takes meanwhile: the old time is kept", async () => {
    const place = await kiosk().arrive();
    const { visitId } = await kiosk().book(place);
    const to = await kiosk().another();
    await kiosk().reception.change("Slot", to.slotId, { status: "busy" });
    const { serviceId, branchId } = place;
    const moving = kiosk().client.booking.move({ visitId, ...timeOf(to), serviceId, branchId });
    await refusalOf(moving, "SLOT_TAKEN");
    expect(await kiosk().visitsOf(place.offer.slotId)).toMatchObject([{ id: visitId, status: "booked" }]);
    expect(await kiosk().reception.read("Slot", place.offer.slotId)).toMatchObject({ status: "busy" });
  });
});

describe.each<FhirServer>(nonAtomicServers)("$name", (server) => {
  const kiosk = sharedKiosk(server);

  test("is shown but not booked at, and nothing was sent there for a patient", async () => {
    expect((await kiosk().client.kiosk.info({})).booking).toBe("closed");
    const place = await kiosk().arrive();
    const before = kiosk().line.transactions;
    await refusalOf(kiosk().book(place), "BOOKING_CLOSED");
    expect(kiosk().line.transactions).toBe(before);
    expect(await kiosk().visitsOf(place.offer.slotId)).toEqual([]);
    expect(await kiosk().reception.read("Slot", place.offer.slotId)).toMatchObject({ status: "free" });
  });
});
