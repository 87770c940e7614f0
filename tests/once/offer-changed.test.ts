import { describe, expect, test } from "vitest";
import type { Offer } from "#contract/schedules/schedule.ts";
import type { Resource } from "#tests/support/central-rest.ts";
import { read, search } from "#tests/support/central-rest.ts";
import { waitFor } from "#tests/support/kiosk.ts";
import { book } from "#tests/support/patient-at-kiosk.ts";
import { refusalOf } from "#tests/support/refusal.ts";
import {
  arrive,
  atReception,
  bookFirst,
  type Clinic,
  freshOffer,
  move,
  otherOffer,
  sharedClinic,
  statusOfSlot,
  visitOf,
  visitsOfSlot,
} from "./clinic.ts";

const ofAll = sharedClinic();

type Chosen = { readonly offer: Offer; readonly serviceId: string; readonly branchId: string };
/** What people at reception do to a chosen time, and how they undo it. */
type Change = (clinic: Clinic, chosen: Chosen) => Promise<() => Promise<void>>;

/** Changes a resource, and puts it back as it was. */
const changing = async (
  clinic: Clinic,
  type: string,
  id: string,
  change: (resource: Resource) => Record<string, unknown>,
): Promise<() => Promise<void>> => {
  const before = await read(clinic.demoCentral.url, type, id);
  await atReception(clinic, type, id, change);
  return () => atReception(clinic, type, id, () => before);
};
const later = (value: unknown, hours: number): string =>
  new Date(Date.parse(String(value)) + hours * 3_600_000).toISOString();

const scheduleOf = ({ demoCentral }: Clinic, { offer }: Chosen): Promise<Resource> =>
  read(demoCentral.url, "Schedule", offer.scheduleId);
async function roleIdOf(clinic: Clinic, chosen: Chosen): Promise<string> {
  const { actor } = (await scheduleOf(clinic, chosen)) as unknown as { actor: { reference: string }[] };
  const role = actor.find(({ reference }) => reference.startsWith("PractitionerRole/"));
  return role?.reference.split("/")[1] ?? "";
}

const changes: readonly (readonly [string, Change])[] = [
  [
    "was moved to another hour",
    (clinic, { offer }) =>
      changing(clinic, "Slot", offer.slotId, ({ start, end }) => ({
        start: later(start, 3),
        end: later(end, 3),
      })),
  ],
  [
    "was given to another doctor's schedule",
    async (clinic, { offer }) => {
      const schedules = await search(clinic.demoCentral.url, "Schedule", { _count: "50" });
      const other = schedules.find(({ id }) => id !== offer.scheduleId);
      return changing(clinic, "Slot", offer.slotId, () => ({
        schedule: { reference: `Schedule/${other?.id}` },
      }));
    },
  ],
  [
    "was blocked",
    (clinic, { offer }) => changing(clinic, "Slot", offer.slotId, () => ({ status: "busy-unavailable" })),
  ],
  [
    "is of a schedule that was switched off",
    (clinic, { offer }) => changing(clinic, "Schedule", offer.scheduleId, () => ({ active: false })),
  ],
  [
    "is of a doctor whose role has ended",
    async (clinic, chosen) =>
      changing(clinic, "PractitionerRole", await roleIdOf(clinic, chosen), () => ({ active: false })),
  ],
  [
    "is of a doctor who doesn't give the service any more",
    async (clinic, chosen) =>
      changing(clinic, "PractitionerRole", await roleIdOf(clinic, chosen), ({ healthcareService }) => ({
        healthcareService: (healthcareService as { reference: string }[]).filter(
          ({ reference }) => !reference.endsWith(`/${chosen.serviceId}`),
        ),
      })),
  ],
  [
    "is at a branch that was closed",
    (clinic, { branchId }) => changing(clinic, "Organization", branchId, () => ({ active: false })),
  ],
  [
    "is of a service that was closed",
    (clinic, { serviceId }) => changing(clinic, "HealthcareService", serviceId, () => ({ active: false })),
  ],
];

describe.each(changes)("a time that %s since it was chosen", (_, change) => {
  test("is not booked: it is told as taken, with other times, and the grid shows it so at once", async () => {
    const clinic = ofAll();
    await arrive(clinic);
    const what = await freshOffer(clinic);
    const undo = await change(clinic, what);
    const status = await statusOfSlot(clinic, what.offer.slotId);
    try {
      const { nearest } = await refusalOf(book(clinic.kiosk.client, what), "SLOT_TAKEN");
      expect(nearest.map(({ slotId }) => slotId)).not.toContain(what.offer.slotId);
      expect(await visitsOfSlot(clinic, what.offer.slotId)).toEqual([]);
      expect(await statusOfSlot(clinic, what.offer.slotId)).toBe(status);
      const { branchId, serviceId, offer } = what;
      const offers = await clinic.kiosk.client.schedule.nearest({ branchId, serviceId, limit: 20 });
      const same = ({ scheduleId, date, time }: Offer) =>
        scheduleId === offer.scheduleId && date === offer.date && time === offer.time;
      expect(offers.filter(same)).toEqual([]);
    } finally {
      await undo();
    }
    await offeredAgain(clinic, what);
  });

  test("is not moved to", async () => {
    const clinic = ofAll();
    const booked = await bookFirst(clinic);
    const to = await otherOffer(clinic, booked);
    const { serviceId, branchId } = booked;
    const undo = await change(clinic, { offer: to, serviceId, branchId });
    try {
      await refusalOf(move(clinic, booked, to), "SLOT_TAKEN");
      expect(await visitOf(clinic, booked)).toMatchObject({
        slot: [{ reference: `Slot/${booked.offer.slotId}` }],
      });
      expect(await visitsOfSlot(clinic, to.slotId)).toEqual([]);
    } finally {
      await undo();
    }
    await offeredAgain(clinic, { offer: to, serviceId, branchId });
  });
});

/** What was undone at reception is on offer again, so that the next test finds its times. */
const offeredAgain = (clinic: Clinic, { offer, ...where }: Chosen): Promise<void> =>
  waitFor(async () => {
    const offers = await clinic.kiosk.client.schedule.nearest({ ...where, limit: 20 });
    return offers.some((each) => JSON.stringify(each) === JSON.stringify(offer));
  });

test("a slot that begins at another time than the patient saw, and the kiosk knows, is not booked", async () => {
  const clinic = ofAll();
  await arrive(clinic);
  const what = await freshOffer(clinic);
  const { offer } = what;
  const at = { date: offer.date, time: offer.time === "23:45" ? "23:30" : "23:45" };
  await refusalOf(book(clinic.kiosk.client, { ...what, at }), "SLOT_TAKEN");
  expect(await visitsOfSlot(clinic, offer.slotId)).toEqual([]);
  const ticket = await book(clinic.kiosk.client, { ...what, at: { date: offer.date, time: offer.time } });
  expect(ticket).toMatchObject({ date: offer.date, time: offer.time });
});

test("a time without the day and the hour that stood on the screen is no choice at all", async () => {
  const clinic = ofAll();
  await arrive(clinic);
  const { client } = clinic.kiosk;
  const { offer, ...where } = await freshOffer(clinic);
  const unseen = { ...where, scheduleId: offer.scheduleId, slotId: offer.slotId };
  const agreed = { consent: { language: "ru", hash: "0" }, phone: { kind: "declined" }, email: null };
  // As a page of a former version would ask: the types of today's don't let one.
  const booked = client.booking.book({ ...unseen, ...agreed } as never);
  await expect(booked).rejects.toMatchObject({ code: "BAD_REQUEST" });
  await expect(client.booking.check(unseen as never)).rejects.toMatchObject({ code: "BAD_REQUEST" });
  await expect(client.booking.watch(unseen as never)).rejects.toMatchObject({ code: "BAD_REQUEST" });
  expect(await visitsOfSlot(clinic, offer.slotId)).toEqual([]);
});
