import { expect, test } from "vitest";
import { waitFor } from "#tests/support/kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import {
  atReception,
  bookFirst,
  cellOf,
  keepUnseen,
  move,
  onReviewList,
  operationKeys,
  otherOffer,
  settledAs,
  sharedClinic,
  statusOfSlot,
  strikeNext,
  untilPatienceIsOver,
  visitOf,
  visitsOfSlot,
} from "./clinic.ts";

const ofAll = sharedClinic();

test("the new time is taken, the old one free, and the visit is the same one", async () => {
  const clinic = ofAll();
  const booked = await bookFirst(clinic);
  const to = await otherOffer(clinic, booked);
  const before = await visitOf(clinic, booked);
  const ticket = await move(clinic, booked, to);
  expect(ticket).toMatchObject({
    visitId: booked.ticket.visitId,
    number: booked.ticket.number,
    date: to.date,
    time: to.time,
    status: "booked",
  });
  const visit = await visitOf(clinic, booked);
  expect(visit).toMatchObject({ status: "booked", slot: [{ reference: `Slot/${to.slotId}` }] });
  expect(visit.extension).toEqual(before.extension);
  expect(operationKeys(visit)).toHaveLength(1);
  expect(visit.participant).toHaveLength((before.participant as unknown[]).length);
  expect(await statusOfSlot(clinic, to.slotId)).toBe("busy");
  expect(await statusOfSlot(clinic, booked.offer.slotId)).toBe("free");
  await clinic.kiosk.client.ticket.print({ visitId: ticket.visitId, language: "ru" });
});

test("a new time that somebody else took first leaves the visit as it was, and other times are offered", async () => {
  const clinic = ofAll();
  const booked = await bookFirst(clinic);
  const to = await otherOffer(clinic, booked);
  await atReception(clinic, "Slot", to.slotId, () => ({ status: "busy" }));
  const { nearest } = await refusalOf(move(clinic, booked, to), "SLOT_TAKEN");
  expect(nearest.map(({ slotId }) => slotId)).not.toContain(to.slotId);
  expect(await visitOf(clinic, booked)).toMatchObject({
    slot: [{ reference: `Slot/${booked.offer.slotId}` }],
  });
  expect(await statusOfSlot(clinic, booked.offer.slotId)).toBe("busy");
});

test("a visit that was cancelled since the patient saw it is not moved", async () => {
  const clinic = ofAll();
  const booked = await bookFirst(clinic);
  const to = await otherOffer(clinic, booked);
  await atReception(clinic, "Appointment", booked.ticket.visitId, () => ({ status: "cancelled" }));
  await refusalOf(move(clinic, booked, to), "VISIT_CHANGED");
  expect(await statusOfSlot(clinic, to.slotId)).toBe("free");
});

test("an old time that was blocked meanwhile stays blocked", async () => {
  const clinic = ofAll();
  const booked = await bookFirst(clinic);
  const to = await otherOffer(clinic, booked);
  await atReception(clinic, "Slot", booked.offer.slotId, () => ({ status: "busy-unavailable" }));
  await move(clinic, booked, to);
  expect(await statusOfSlot(clinic, booked.offer.slotId)).toBe("busy-unavailable");
});

test.each(["lostBefore", "lostAfter"] as const)(
  "a move that is %s the central API kept it is carried out once, and shown",
  async (fate) => {
    const clinic = ofAll();
    const booked = await bookFirst(clinic);
    const to = await otherOffer(clinic, booked);
    strikeNext(clinic, fate);
    expect(await move(clinic, booked, to)).toMatchObject({ time: to.time });
    expect(operationKeys(await visitOf(clinic, booked))).toHaveLength(1);
    expect(await statusOfSlot(clinic, to.slotId)).toBe("busy");
    expect(await statusOfSlot(clinic, booked.offer.slotId)).toBe("free");
  },
);

test("a move that was kept unseen is moved back, and neither time is offered until then", async () => {
  const clinic = ofAll();
  const booked = await bookFirst(clinic);
  const to = await otherOffer(clinic, booked);
  const before = await visitOf(clinic, booked);
  const since = clinic.kiosk.log.lines.length;
  keepUnseen(clinic);
  const moving = untilPatienceIsOver(clinic, () => move(clinic, booked, to));
  await refusalOf(moving, "CHANGE_UNKNOWN");
  expect(await cellOf(clinic, to, booked.serviceId)).toBe("taken");
  expect(await cellOf(clinic, booked.offer, booked.serviceId)).toBe("taken");
  expect(await statusOfSlot(clinic, to.slotId)).toBe("busy");

  clinic.line.fate = () => "passes";
  await waitFor(() => settledAs(clinic, since).length > 0);
  expect(settledAs(clinic, since)).toEqual(["move: settled undone"]);
  const { start, end, slot, participant, serviceType, status } = await visitOf(clinic, booked);
  expect({ start, end, slot, participant, serviceType, status }).toEqual({
    start: before.start,
    end: before.end,
    slot: before.slot,
    participant: before.participant,
    serviceType: before.serviceType,
    status: "booked",
  });
  expect(await statusOfSlot(clinic, booked.offer.slotId)).toBe("busy");
  expect(await statusOfSlot(clinic, to.slotId)).toBe("free");
  await waitFor(async () => (await cellOf(clinic, to, booked.serviceId)) === "free");
});

test("a move that was kept unseen and can't be moved back stays, and reception is told so", async () => {
  const clinic = ofAll();
  const booked = await bookFirst(clinic);
  const to = await otherOffer(clinic, booked);
  keepUnseen(clinic);
  const moving = untilPatienceIsOver(clinic, () => move(clinic, booked, to));
  await refusalOf(moving, "CHANGE_UNKNOWN");
  await atReception(clinic, "Slot", booked.offer.slotId, () => ({ status: "busy-unavailable" }));
  clinic.line.fate = () => "passes";
  await waitFor(() => onReviewList(clinic, booked) !== undefined);
  expect(onReviewList(clinic, booked)).toMatchObject({
    operation: "move",
    reason: "oldSlotGone",
    facts: { time: booked.offer.time },
  });
  expect(await visitsOfSlot(clinic, to.slotId)).toMatchObject([{ status: "booked" }]);
  expect(await statusOfSlot(clinic, booked.offer.slotId)).toBe("busy-unavailable");
});

test("a move that never arrives while the patient waits will never be carried out", async () => {
  const clinic = ofAll();
  const booked = await bookFirst(clinic);
  const to = await otherOffer(clinic, booked);
  const since = clinic.kiosk.log.lines.length;
  clinic.line.fate = ({ isTransaction }) => (isTransaction ? "lostBefore" : "passes");
  const moving = untilPatienceIsOver(clinic, () => move(clinic, booked, to), 3);
  await refusalOf(moving, "CHANGE_UNKNOWN");
  clinic.line.fate = () => "passes";
  await waitFor(() => settledAs(clinic, since).length > 0);
  expect(settledAs(clinic, since)).toEqual(["move: settled none"]);
  expect(operationKeys(await visitOf(clinic, booked))).toEqual([]);
  expect(await statusOfSlot(clinic, booked.offer.slotId)).toBe("busy");
  expect(await statusOfSlot(clinic, to.slotId)).toBe("free");
});
