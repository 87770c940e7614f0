import { expect, test } from "vitest";
import { search } from "#tests/support/central-rest.ts";
import { openDemoCentral, openKiosk, waitFor, withCleanUp } from "#tests/support/kiosk.ts";
import { book, signIn, withPatient } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";

test("in the middle of a flow: the grid stays, booking says that the central API is away, and goes on when it is back", () =>
  withPatient(async ({ demoCentral, kiosk, what }) => {
    demoCentral.switches.set({ away: true });
    const grid = await kiosk.client.schedule.days({
      scheduleId: what.offer.scheduleId,
      serviceId: what.serviceId,
    });
    expect(grid.nearest).not.toBeNull();
    await refusalOf(book(kiosk.client, what), "CENTRAL_AWAY");

    demoCentral.switches.set({ away: false });
    expect(await search(demoCentral.url, "Appointment", { slot: `Slot/${what.offer.slotId}` })).toEqual([]);
    const ticket = await book(kiosk.client, what);
    expect(ticket.time).toBe(what.offer.time);
  }));

test("at sign-in: it is said so, and it doesn't count as a failed try", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const kiosk = await openKiosk(later, { centralUrl: demoCentral.url });
    await kiosk.online();
    const [patient] = demoCentral.patients;
    if (!patient) throw new Error("no demo patient");
    demoCentral.switches.set({ away: true });
    for (let tries = 0; tries < 6; tries++) {
      await refusalOf(signIn(kiosk.client, patient), "CENTRAL_AWAY");
    }
    demoCentral.switches.set({ away: false });
    expect((await signIn(kiosk.client, patient)).name).not.toBe("");
  }));

test("the answer to a booking is lost after the central API kept it: the visit is found, not made twice", () =>
  withPatient(async ({ demoCentral, kiosk, what }) => {
    demoCentral.switches.set({ dropAfterCommit: 1 });
    const ticket = await book(kiosk.client, what);
    const visits = await search(demoCentral.url, "Appointment", { slot: `Slot/${what.offer.slotId}` });
    expect(visits.map((visit) => visit.id)).toEqual([ticket.visitId]);
  }));

test("a booking is lost before the central API kept it: it is sent again under the same key", () =>
  withPatient(async ({ demoCentral, kiosk, what }) => {
    demoCentral.switches.set({ dropBeforeCommit: 1 });
    const ticket = await book(kiosk.client, what);
    const visits = await search(demoCentral.url, "Appointment", { slot: `Slot/${what.offer.slotId}` });
    expect(visits.map((visit) => visit.id)).toEqual([ticket.visitId]);
  }));

test("a kiosk that has never reached its central API says so and still serves its first screen", () =>
  withCleanUp(async (later) => {
    const kiosk = await openKiosk(later, { centralUrl: "http://127.0.0.1:9/fhir" });
    await waitFor(async () => {
      const { central } = await kiosk.client.kiosk.info({});
      return central.state === "never" && !central.reachable;
    });
    expect(await kiosk.client.catalog.organizations({})).toEqual([]);
  }));

test("a restarted kiosk shows what it had, as stale, while the central API is away", () =>
  withCleanUp(async (later) => {
    const demoCentral = await openDemoCentral(later);
    const before = await openKiosk(later, { centralUrl: demoCentral.url });
    await before.online();
    const organizations = await before.client.catalog.organizations({});
    expect(organizations.length).toBeGreaterThan(0);
    await before.core.close();
    demoCentral.switches.set({ away: true });
    const after = await openKiosk(later, { centralUrl: demoCentral.url, dataDir: before.dataDir });
    expect(await after.client.catalog.organizations({})).toEqual(organizations);
    expect((await after.client.kiosk.info({})).central.state).toBe("stale");
    demoCentral.switches.set({ away: false });
    await after.online();
  }));
