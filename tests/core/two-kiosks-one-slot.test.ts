import { expect, test } from "vitest";
import { search } from "#tests/support/central-rest.ts";
import { openDemoCentral, openKiosk, waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { book, firstOffer, signIn } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";

test("at the same moment: one is booked, the other is offered other times, the central API holds one visit", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const kiosks = [
      await openKiosk(later, { centralUrl: demoCentral.url }),
      await openKiosk(later, { centralUrl: demoCentral.url }),
    ] as const;
    const [one, two] = kiosks;
    const [first, second] = demoCentral.patients;
    if (!first || !second) throw new Error("no demo patients");
    await Promise.all([one.online(), two.online()]);
    await Promise.all([signIn(one.client, first), signIn(two.client, second)]);
    const what = await firstOffer(one.client);

    const bookings = [book(one.client, what), book(two.client, what)];
    const outcomes = await Promise.allSettled(bookings);
    const lost = outcomes.findIndex((outcome) => outcome.status === "rejected");
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = await refusalOf(bookings[lost] ?? Promise.resolve(), "SLOT_TAKEN");
    expect(refused.nearest.length).toBeGreaterThan(0);
    expect(refused.nearest.map((offer) => offer.slotId)).not.toContain(what.offer.slotId);

    const visits = await search(demoCentral.url, "Appointment", { slot: `Slot/${what.offer.slotId}` });
    expect(visits.filter((visit) => visit.status === "booked")).toHaveLength(1);
  }));

test("the one who comes later sees the time turn dark, and books what is offered instead", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const one = await openKiosk(later, { centralUrl: demoCentral.url });
    const two = await openKiosk(later, { centralUrl: demoCentral.url });
    const [first, second] = demoCentral.patients;
    if (!first || !second) throw new Error("no demo patients");
    await Promise.all([one.online(), two.online()]);
    await Promise.all([signIn(one.client, first), signIn(two.client, second)]);
    const what = await firstOffer(one.client);
    await book(one.client, what);

    const refused = await refusalOf(book(two.client, what), "SLOT_TAKEN");
    const [instead] = refused.nearest;
    if (!instead) throw new Error("nothing is offered");
    await waitFor(async () => {
      const times = await two.client.schedule.times({
        scheduleId: what.offer.scheduleId,
        serviceId: what.serviceId,
        date: what.offer.date,
      });
      return times.find((cell) => cell.slotId === what.offer.slotId)?.state === "taken";
    });
    const ticket = await book(two.client, { ...what, offer: instead });
    expect(ticket.time).toBe(instead.time);
  }));
