import { expect, test } from "vitest";
import type { Offer } from "#contract/schedules/schedule.ts";
import { filesIn } from "#tests/support/files-in.ts";
import { waitFor } from "#tests/support/kiosk.ts";
import { book, firstOffer } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import { reviewList } from "#tests/support/review-list.ts";
import {
  arrive,
  bookFirst,
  type Clinic,
  cellOf,
  freshOffer,
  keepUnseen,
  onReviewList,
  settledAs,
  sharedClinic,
  statusOfSlot,
  untilPatienceIsOver,
  visitOf,
  visitsOfSlot,
} from "./clinic.ts";
import type { Fate } from "./line.ts";

const ofAll = sharedClinic();

/** A booking whose patient presses home when its transaction meets the line. */
async function leaveWhileBooking(clinic: Clinic, fate: Fate) {
  const { client } = clinic.kiosk;
  await arrive(clinic);
  const what = await freshOffer(clinic);
  const since = clinic.kiosk.log.lines.length;
  clinic.line.fate = async ({ isTransaction }): Promise<Fate> => {
    if (isTransaction) await client.session.end({ reason: "home" });
    return isTransaction ? fate : "passes";
  };
  await refusalOf(book(client, what), "SESSION_ENDED");
  expect((await client.kiosk.info({})).session).toMatchObject({ state: "none", endedBy: "home" });
  clinic.line.fate = () => "passes";
  await waitFor(() => settledAs(clinic, since).length > 0);
  return { what, since };
}

test("home pressed while the booking is under way: nobody saw it, and it is taken back", async () => {
  const clinic = ofAll();
  const { what, since } = await leaveWhileBooking(clinic, "passes");
  expect(settledAs(clinic, since)).toEqual(["book: settled undone"]);
  expect(await visitsOfSlot(clinic, what.offer.slotId)).toMatchObject([{ status: "cancelled" }]);
  expect(await statusOfSlot(clinic, what.offer.slotId)).toBe("free");
});

test("home pressed while a booking is under way that is lost: nothing comes of it", async () => {
  const clinic = ofAll();
  const { what, since } = await leaveWhileBooking(clinic, "lostBefore");
  expect(settledAs(clinic, since)).toEqual(["book: settled none"]);
  expect(await visitsOfSlot(clinic, what.offer.slotId)).toEqual([]);
});

test("home pressed before anything was sent: nothing is sent", async () => {
  const clinic = ofAll();
  const { client } = clinic.kiosk;
  await arrive(clinic);
  const what = await freshOffer(clinic);
  let transactions = 0;
  clinic.line.fate = async ({ isTransaction, path }): Promise<Fate> => {
    if (isTransaction) transactions++;
    if (path.includes(`Slot/${what.offer.slotId}`)) await client.session.end({ reason: "home" });
    return "passes";
  };
  await refusalOf(book(client, what), "SESSION_ENDED");
  expect(transactions).toBe(0);
  expect(await statusOfSlot(clinic, what.offer.slotId)).toBe("free");
  clinic.line.fate = () => "passes";
  expect(await cellOf(clinic, what.offer, what.serviceId)).toBe("free");
});

test("a session that ends before the success was painted: the visit stands, and reception is told", async () => {
  const clinic = ofAll();
  const { client } = clinic.kiosk;
  await arrive(clinic);
  const what = await freshOffer(clinic);
  const ticket = await book(client, what);
  const booked = { ticket, ...what };
  expect(onReviewList(clinic, booked)).toBeUndefined();
  await client.session.end({ reason: "finished" });
  expect(onReviewList(clinic, booked)).toMatchObject({
    operation: "book",
    reason: "notShown",
    facts: { number: ticket.number, patient: ticket.patient, date: ticket.date, time: ticket.time },
  });
  expect((await visitOf(clinic, booked)).status).toBe("booked");

  // The screen's word was only late.
  await client.booking.shown({ visitId: ticket.visitId });
  expect(onReviewList(clinic, booked)).toBeUndefined();
  expect((await visitOf(clinic, booked)).status).toBe("booked");
});

test("a booking kept unseen: the time is dark for the next patient until it is taken back", async () => {
  const clinic = ofAll();
  const { client } = clinic.kiosk;
  await arrive(clinic, 0);
  const what = await freshOffer(clinic);
  const since = clinic.kiosk.log.lines.length;
  keepUnseen(clinic);
  const booking = untilPatienceIsOver(clinic, () => book(client, what));
  await refusalOf(booking, "BOOKING_UNKNOWN");
  expect(await visitsOfSlot(clinic, what.offer.slotId)).toMatchObject([{ status: "booked" }]);
  // The same patient taps again: the time is not offered a second time.
  const again = await refusalOf(book(client, what), "SLOT_TAKEN");
  expect(again.nearest.map(({ slotId }) => slotId)).not.toContain(what.offer.slotId);
  await client.session.end({ reason: "home" });

  expect(await cellOf(clinic, what.offer, what.serviceId)).toBe("taken");
  const free: Offer[] = await client.schedule.nearest({ ...what, limit: 20 }).catch(() => []);
  expect(free.map(({ slotId }) => slotId)).not.toContain(what.offer.slotId);
  clinic.line.fate = () => "passes";
  await waitFor(() => settledAs(clinic, since).length > 0);
  expect(settledAs(clinic, since)).toEqual(["book: settled undone"]);
  expect(await visitsOfSlot(clinic, what.offer.slotId)).toMatchObject([{ status: "cancelled" }]);
  expect(await statusOfSlot(clinic, what.offer.slotId)).toBe("free");

  await waitFor(async () => (await cellOf(clinic, what.offer, what.serviceId)) === "free");
  await arrive(clinic, 1);
  const ticket = await book(client, what);
  await client.booking.shown({ visitId: ticket.visitId });
  const holders = await visitsOfSlot(clinic, what.offer.slotId);
  expect(holders.filter(({ status }) => status === "booked").map(({ id }) => id)).toEqual([ticket.visitId]);
});

test("a booking that is being taken back is not among the patient's visits, though the central API still has it", async () => {
  const clinic = ofAll();
  const { client } = clinic.kiosk;
  await arrive(clinic);
  const what = await freshOffer(clinic);
  const since = clinic.kiosk.log.lines.length;
  keepUnseen(clinic);
  const booking = untilPatienceIsOver(clinic, () => book(client, what));
  await refusalOf(booking, "BOOKING_UNKNOWN");
  clinic.line.fate = ({ isTransaction }) => (isTransaction ? "lostBefore" : "passes");
  const kept = (await visitsOfSlot(clinic, what.offer.slotId)).find(({ status }) => status === "booked");
  expect(kept).toBeDefined();
  expect((await client.booking.list({})).map(({ visitId }) => visitId)).not.toContain(kept?.id);
  await refusalOf(client.booking.cancel({ visitId: kept?.id ?? "" }), "NOT_FOUND");
  clinic.line.fate = () => "passes";
  await waitFor(() => settledAs(clinic, since).length > 0);
  expect(settledAs(clinic, since)).toEqual(["book: settled undone"]);
});

test("a patient books another time while the first is still in doubt: one visit is left, the one shown", async () => {
  const clinic = ofAll();
  const { client } = clinic.kiosk;
  await arrive(clinic);
  const what = await freshOffer(clinic);
  const since = clinic.kiosk.log.lines.length;
  keepUnseen(clinic);
  const booking = untilPatienceIsOver(clinic, () => book(client, what));
  await refusalOf(booking, "BOOKING_UNKNOWN");
  clinic.line.fate = () => "passes";
  const second = await firstOffer(client);
  expect(second.offer.slotId).not.toBe(what.offer.slotId);
  const ticket = await book(client, second);
  await client.booking.shown({ visitId: ticket.visitId });
  await waitFor(() => settledAs(clinic, since).length > 0);
  expect(settledAs(clinic, since)).toEqual(["book: settled undone"]);
  expect((await visitOf(clinic, { ticket, ...second })).status).toBe("booked");
});

test("what was acknowledged is settled: another session's end changes nothing", async () => {
  const clinic = ofAll();
  const booked = await bookFirst(clinic);
  await arrive(clinic, 1);
  await clinic.kiosk.client.session.end({ reason: "home" });
  expect(onReviewList(clinic, booked)).toBeUndefined();
});

test("once all is settled, nothing of any patient is in the kiosk's files, nor in its log", async () => {
  const clinic = ofAll();
  const { kiosk, demoCentral } = clinic;
  await kiosk.client.session.end({ reason: "home" });
  expect(reviewList(kiosk.dataDir).list()).toEqual([]);
  const bytes = filesIn(kiosk.dataDir)
    .filter(({ name }) => !name.endsWith("key"))
    .map((file) => file.bytes);
  const log = kiosk.log.lines.join("\n");
  for (const { name, number } of demoCentral.patients.slice(0, 2)) {
    const [family = ""] = name.split(" ");
    for (const text of [family, number]) {
      expect(bytes.some((file) => file.includes(text))).toBe(false);
      expect(log.includes(text)).toBe(false);
    }
  }
});
