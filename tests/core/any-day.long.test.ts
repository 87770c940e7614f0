import { expect, test } from "vitest";
import { read } from "#tests/support/central-rest.ts";
import { clockFrom } from "#tests/support/clinic-clock.ts";
import { openDemoCentral, openKiosk, withCleanUp } from "#tests/support/kiosk.ts";
import { book, firstOffer, signIn } from "#tests/support/patient-at-kiosk.ts";

/** Days, hours and zones that programs have stumbled over. */
const moments = [
  ["on a Sunday", "2026-11-29T12:00:00+03:00", "Europe/Moscow"],
  ["when today has no times left", "2026-11-28T23:55:00+03:00", "Europe/Moscow"],
  ["on New Year's Eve", "2026-12-31T23:30:00+03:00", "Europe/Moscow"],
  ["just after New Year", "2027-01-01T00:10:00+03:00", "Europe/Moscow"],
  ["on a leap day", "2028-02-29T08:00:00+03:00", "Europe/Moscow"],
  ["just before an hour is left out", "2027-03-28T01:59:50+01:00", "Europe/Berlin"],
  ["just before an hour comes twice", "2027-10-31T02:59:50+02:00", "Europe/Berlin"],
  ["where it is tomorrow already", "2027-02-08T00:30:00+12:00", "Asia/Kamchatka"],
  ["where it is yesterday still", "2026-12-05T22:15:00-03:30", "America/St_Johns"],
] as const;

/** As a clock on the wall shows an instant: `2026-11-29 12:00`. */
const onTheWall = (instant: number, timeZone: string): string =>
  new Intl.DateTimeFormat("sv", { timeZone, dateStyle: "short", timeStyle: "short" }).format(instant);

test.each(moments)("%s (%s, %s) a patient books, finds and cancels a visit", (_, at, timeZone) =>
  withCleanUp(async (later) => {
    const clock = clockFrom(Date.parse(at));
    const demoCentral = await openDemoCentral(later, { clock, timeZone });
    const kiosk = await openKiosk(later, {
      centralUrl: demoCentral.url,
      config: `kiosk: { timeZone: "${timeZone}" }\n`,
      substitutes: { clock },
    });
    await kiosk.online();
    const { client } = kiosk;
    const [patient] = demoCentral.patients;
    if (!patient) throw new Error("no demo patient");
    await signIn(client, patient);

    const { offer, ...where } = await firstOffer(client);
    const { scheduleId, slotId } = offer;
    const grid = await client.schedule.days({ scheduleId, serviceId: where.serviceId });
    expect(grid.today).toBe(at.slice(0, 10));
    expect(grid.days.find(({ date }) => date === offer.date)).toMatchObject({ state: "free" });

    const ticket = await book(client, { offer, ...where });
    const slot = await read(demoCentral.url, "Slot", slotId);
    const start = Date.parse(String(slot.start));
    expect(start).toBeGreaterThan(clock.now());
    expect(`${ticket.date} ${ticket.time}`).toBe(onTheWall(start, timeZone));
    expect(await client.booking.list({})).toMatchObject([
      { visitId: ticket.visitId, date: offer.date, time: offer.time, change: "open" },
    ]);
    await client.booking.shown({ visitId: ticket.visitId });
    await client.booking.cancel({ visitId: ticket.visitId });
    expect(await read(demoCentral.url, "Slot", slotId)).toMatchObject({ status: "free" });
  }),
);
