import { expect, test } from "vitest";
import { fhirNames } from "#contract/fhir/names.ts";
import { waitFor } from "#tests/support/kiosk.ts";
import { book } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import { reviewList } from "#tests/support/review-list.ts";
import {
  arrive,
  atReception,
  bookFirst,
  cellOf,
  keepUnseen,
  listed,
  onReviewList,
  operationKeys,
  settledAs,
  sharedClinic,
  statusOfSlot,
  strikeNext,
  untilPatienceIsOver,
  visitOf,
} from "./clinic.ts";

const ofAll = sharedClinic();

test("a patient's own visit is cancelled and its time is free for all again", async () => {
  const clinic = ofAll();
  const booked = await bookFirst(clinic);
  const { client } = clinic.kiosk;
  expect(await listed(clinic, booked)).toMatchObject({
    visitId: booked.ticket.visitId,
    number: booked.ticket.number,
    date: booked.offer.date,
    time: booked.offer.time,
    doctor: booked.ticket.doctor,
    service: booked.ticket.service,
    room: booked.ticket.room,
    status: "booked",
    change: "open",
    place: { branchId: booked.branchId, serviceId: booked.serviceId, scheduleId: booked.offer.scheduleId },
  });
  await client.booking.cancel({ visitId: booked.ticket.visitId });
  await client.booking.shown({ visitId: booked.ticket.visitId });

  const visit = await visitOf(clinic, booked);
  expect(visit.status).toBe("cancelled");
  expect(operationKeys(visit)).toHaveLength(1);
  expect(await statusOfSlot(clinic, booked.offer.slotId)).toBe("free");
  expect(await listed(clinic, booked)).toBeUndefined();
  expect(onReviewList(clinic, booked)).toBeUndefined();
  expect(await cellOf(clinic, booked.offer, booked.serviceId)).toBe("free");
});

test("what else the central API keeps on the visit and the slot is left as it is", async () => {
  const clinic = ofAll();
  const booked = await bookFirst(clinic);
  const extension = [{ url: "urn:vendor:colour", valueString: "green" }];
  const own = (resource: object): Record<string, unknown> => ({
    comment: "von Hand",
    extension: [...(("extension" in resource ? resource.extension : []) as object[]), ...extension],
  });
  await atReception(clinic, "Appointment", booked.ticket.visitId, own);
  await atReception(clinic, "Slot", booked.offer.slotId, own);
  await clinic.kiosk.client.booking.cancel({ visitId: booked.ticket.visitId });
  const visit = await visitOf(clinic, booked);
  expect(visit).toMatchObject({ status: "cancelled", comment: "von Hand" });
  expect(visit.extension).toContainEqual(extension[0]);
  expect(visit.extension).toContainEqual({ url: fhirNames.extension.channel, valueCode: "kiosk" });
});

test("a visit that reception made gives its time back to reception", async () => {
  const clinic = ofAll();
  const booked = await bookFirst(clinic);
  await atReception(clinic, "Appointment", booked.ticket.visitId, () => ({
    identifier: [{ system: fhirNames.ticketNumber, value: "7" }],
  }));
  const { client } = clinic.kiosk;
  await client.booking.list({});
  await client.booking.cancel({ visitId: booked.ticket.visitId });
  expect((await visitOf(clinic, booked)).status).toBe("cancelled");
  expect(await statusOfSlot(clinic, booked.offer.slotId)).toBe("busy-unavailable");
});

test("a time that reception has blocked meanwhile stays blocked", async () => {
  const clinic = ofAll();
  const booked = await bookFirst(clinic);
  await atReception(clinic, "Slot", booked.offer.slotId, () => ({ status: "busy-unavailable" }));
  await clinic.kiosk.client.booking.cancel({ visitId: booked.ticket.visitId });
  expect((await visitOf(clinic, booked)).status).toBe("cancelled");
  expect(await statusOfSlot(clinic, booked.offer.slotId)).toBe("busy-unavailable");
});

test("a visit whose time reception has withdrawn can be cancelled all the same", async () => {
  const clinic = ofAll();
  const booked = await bookFirst(clinic);
  const answer = await fetch(`${clinic.demoCentral.url}/Slot/${booked.offer.slotId}`, { method: "DELETE" });
  expect(answer.ok).toBe(true);
  await clinic.kiosk.client.booking.cancel({ visitId: booked.ticket.visitId });
  const visit = await visitOf(clinic, booked);
  expect(visit.status).toBe("cancelled");
  expect(visit.slot).toBeUndefined();
});

test("a visit that somebody has changed since the patient saw it is not touched", async () => {
  const clinic = ofAll();
  const booked = await bookFirst(clinic);
  await atReception(clinic, "Appointment", booked.ticket.visitId, () => ({ status: "arrived" }));
  const { client } = clinic.kiosk;
  await refusalOf(client.booking.cancel({ visitId: booked.ticket.visitId }), "VISIT_CHANGED");
  expect((await visitOf(clinic, booked)).status).toBe("arrived");
  expect(await statusOfSlot(clinic, booked.offer.slotId)).toBe("busy");
  expect(await listed(clinic, booked)).toMatchObject({ change: "receptionOnly", status: "arrived" });
});

test("only what the patient of this session has seen can be cancelled", async () => {
  const clinic = ofAll();
  const booked = await bookFirst(clinic);
  const cancelling = () => clinic.kiosk.client.booking.cancel({ visitId: booked.ticket.visitId });
  await arrive(clinic, 1);
  expect(await listed(clinic, booked)).toBeUndefined();
  await refusalOf(cancelling(), "NOT_FOUND");
  await clinic.kiosk.client.session.end({ reason: "home" });
  await refusalOf(cancelling(), "SESSION_ENDED");
  await clinic.kiosk.client.session.start({});
  await refusalOf(cancelling(), "NOT_SIGNED_IN");
  await refusalOf(clinic.kiosk.client.booking.list({}), "NOT_SIGNED_IN");
  expect((await visitOf(clinic, booked)).status).toBe("booked");
});

test("a double tap cancels once", async () => {
  const clinic = ofAll();
  const booked = await bookFirst(clinic);
  const cancelling = () => clinic.kiosk.client.booking.cancel({ visitId: booked.ticket.visitId });
  await Promise.all([cancelling(), cancelling()]);
  expect(operationKeys(await visitOf(clinic, booked))).toHaveLength(1);
});

test.each(["lostBefore", "lostAfter"] as const)(
  "a cancel that is %s the central API kept it is carried out once, and told",
  async (fate) => {
    const clinic = ofAll();
    const booked = await bookFirst(clinic);
    strikeNext(clinic, fate);
    await clinic.kiosk.client.booking.cancel({ visitId: booked.ticket.visitId });
    const visit = await visitOf(clinic, booked);
    expect(visit.status).toBe("cancelled");
    expect(operationKeys(visit)).toHaveLength(1);
    expect(await statusOfSlot(clinic, booked.offer.slotId)).toBe("free");
  },
);

test("a cancel that never arrives while the patient waits will never be carried out", async () => {
  const clinic = ofAll();
  const booked = await bookFirst(clinic);
  const { client } = clinic.kiosk;
  const since = clinic.kiosk.log.lines.length;
  clinic.line.fate = ({ isTransaction }) => (isTransaction ? "lostBefore" : "passes");
  const cancel = () => client.booking.cancel({ visitId: booked.ticket.visitId });
  await refusalOf(untilPatienceIsOver(clinic, cancel, 3), "CHANGE_UNKNOWN");
  expect(await listed(clinic, booked)).toMatchObject({ change: "inDoubt" });
  await refusalOf(client.booking.cancel({ visitId: booked.ticket.visitId }), "VISIT_CHANGED");

  clinic.line.fate = () => "passes";
  await waitFor(() => settledAs(clinic, since).length > 0);
  expect(settledAs(clinic, since)).toEqual(["cancel: settled none"]);
  const visit = await visitOf(clinic, booked);
  expect(visit.status).toBe("booked");
  expect(operationKeys(visit)).toEqual([]);
  expect(await statusOfSlot(clinic, booked.offer.slotId)).toBe("busy");
  expect(await listed(clinic, booked)).toMatchObject({ change: "open" });
});

test("a cancel that was kept unseen stays, and reception is told so", async () => {
  const clinic = ofAll();
  const booked = await bookFirst(clinic);
  const { client } = clinic.kiosk;
  keepUnseen(clinic);
  const cancel = () => client.booking.cancel({ visitId: booked.ticket.visitId });
  await refusalOf(untilPatienceIsOver(clinic, cancel), "CHANGE_UNKNOWN");
  clinic.line.fate = () => "passes";
  await waitFor(() => onReviewList(clinic, booked) !== undefined);
  const item = onReviewList(clinic, booked);
  expect(item).toMatchObject({
    operation: "cancel",
    reason: "notShown",
    visitId: booked.ticket.visitId,
    facts: { number: booked.ticket.number, date: booked.offer.date, time: booked.offer.time },
  });
  expect((await visitOf(clinic, booked)).status).toBe("cancelled");
  expect(await statusOfSlot(clinic, booked.offer.slotId)).toBe("free");

  const list = reviewList(clinic.kiosk.dataDir);
  expect(list.done(item?.id ?? "")).toBe(true);
  expect(onReviewList(clinic, booked)).toBeUndefined();
  expect(list.done(item?.id ?? "")).toBe(false);
});

test("a time that was just cancelled is free in the grid at once, and can be booked at once", async () => {
  const clinic = ofAll();
  const booked = await bookFirst(clinic);
  // No pull helps: from here on the central API answers nothing but what the kiosk itself does.
  clinic.line.fate = ({ path }) => (path.includes("Slot?") ? "lostBefore" : "passes");
  await clinic.kiosk.client.booking.cancel({ visitId: booked.ticket.visitId });
  expect(await cellOf(clinic, booked.offer, booked.serviceId)).toBe("free");
  const again = await book(clinic.kiosk.client, booked);
  expect(again).toMatchObject({ date: booked.offer.date, time: booked.offer.time });
  expect(await cellOf(clinic, booked.offer, booked.serviceId)).toBe("taken");
});
