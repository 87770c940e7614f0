import { expect, test } from "vitest";
import { book, firstOffer, signIn } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import { withKioskAtHub } from "./kiosk-at-hub.ts";

test("a patient of a hub signs in, books, sees the visit with its number and its end, and cancels it", () =>
  withKioskAtHub({}, async ({ hub, kiosk: { client } }) => {
    const [patient] = hub.patients;
    if (!patient) throw new Error("no demo patient");
    const info = await client.kiosk.info({});
    expect(info).toMatchObject({
      lacks: ["cards", "consents", "visitPhone", "services", "moves", "receptionTimes", "undoneMoves"],
      booking: "open",
    });
    expect(info.flow).toEqual(expect.not.arrayContaining(["phone", "card"]));
    await signIn(client, { ...patient, birthDate: "1950-01-01" }).catch((error) => {
      expect(error).toMatchObject({ code: "PATIENT_NOT_FOUND" });
    });
    await signIn(client, patient);
    const what = await firstOffer(client);
    const ticket = await book(client, what);
    await client.booking.shown({ visitId: ticket.visitId });
    expect(hub.bookings()).toMatchObject([{ cancelled: false }]);
    const visits = await client.booking.list({});
    expect(visits).toMatchObject([
      {
        visitId: ticket.visitId,
        number: ticket.number,
        date: what.offer.date,
        time: what.offer.time,
        service: ticket.service,
        change: "cancelOnly",
        place: null,
      },
    ]);
    expect(visits[0]?.doctor.name).toBe(ticket.doctor.name);
    // By the kiosk’s own rules: a patient has one visit at a time.
    await refusalOf(book(client, what), "RULE_BROKEN");
    // At another time it is the clinic's own system that refuses a second visit to the speciality, and the screen says why.
    const { serviceId, branchId } = what;
    const others = await client.schedule.nearest({ serviceId, branchId, limit: 20 });
    const offer = others.find(({ date }) => date !== what.offer.date);
    if (!offer) throw new Error("nothing is free on another day");
    await expect(book(client, { ...what, offer })).rejects.toMatchObject({
      code: "BOOKING_REFUSED",
      data: { why: "alreadyBooked" },
    });
    expect(hub.bookings().length).toBe(1);
    await client.booking.cancel({ visitId: ticket.visitId });
    expect(hub.bookings()).toMatchObject([{ cancelled: true }]);
    expect(await client.booking.list({})).toEqual([]);
  }));

test("where a clinic moves visits, one is moved to another time, and goes on under another id", () =>
  withKioskAtHub({ clinics: '{ "9001": { move: atomic } }' }, async ({ hub, kiosk: { client } }) => {
    const [patient] = hub.patients;
    if (!patient) throw new Error("no demo patient");
    expect((await client.kiosk.info({})).lacks).toEqual(expect.not.arrayContaining(["moves"]));
    await signIn(client, patient);
    const what = await firstOffer(client);
    const ticket = await book(client, what);
    const [listed] = await client.booking.list({});
    expect(listed).toMatchObject({
      visitId: ticket.visitId,
      change: "open",
      place: { branchId: what.branchId, serviceId: what.serviceId, scheduleId: what.offer.scheduleId },
    });
    const { serviceId, branchId } = what;
    const others = await client.schedule.nearest({ serviceId, branchId, limit: 20 });
    const to = others.find(({ date, scheduleId }) => date !== what.offer.date && scheduleId !== "");
    if (!to) throw new Error("nothing is free on another day");
    const { scheduleId, slotId, date, time } = to;
    const chosen = { scheduleId, slotId, serviceId, branchId, at: { date, time } };
    const moved = await client.booking.move({ visitId: ticket.visitId, ...chosen });
    expect(moved).toMatchObject({ date, time, number: ticket.number });
    expect(moved.visitId).not.toBe(ticket.visitId);
    await client.booking.shown({ visitId: moved.visitId });
    await refusalOf(client.booking.cancel({ visitId: ticket.visitId }), "NOT_FOUND");
    expect(await client.booking.list({})).toMatchObject([
      { visitId: moved.visitId, date, time, change: "open" },
    ]);
    expect(hub.bookings().map(({ cancelled }) => cancelled)).toEqual([true, false]);
    await client.booking.cancel({ visitId: moved.visitId });
    expect(hub.bookings().map(({ cancelled }) => cancelled)).toEqual([true, true]);
  }));
