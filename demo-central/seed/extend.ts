import type { Store } from "../store/store.ts";
import { type Calendar, calendarAt } from "./calendar.ts";
import { writeClinics } from "./clinics.ts";
import { planRegion } from "./plan.ts";
import { writeRealSlots } from "./real.ts";
import { writeDays } from "./schedules.ts";
import { markOf, type SeedWish } from "./seed.ts";
import type { SeedWriter } from "./writer.ts";

/** Of a seeded region only what it consists of is wanted, not its resources: they are stored already. */
const nowhere: SeedWriter = {
  add: () => undefined,
  addAsIs: () => undefined,
  addSlot: () => undefined,
  at: () => undefined,
};

/**
 * Keeps four weeks of a region ahead while the central API runs from one week into the next: the slots of a week that
 * comes into reach are added under the central API's own time, and nothing that is there is touched. In the region of
 * the size `real` it is the days that its patterns have ahead.
 * @returns to be called with the instant (ms) before it is answered; costs nothing until the day changes
 */
export function createExtension(store: Store, wish: SeedWish): (now: number) => void {
  const { size, seed, timeZone } = wish;
  const seeded = calendarAt(wish.now, timeZone);
  let until = seeded.days.at(-1)?.date ?? seeded.today;
  let nextDay = seeded.moment(seeded.dayAhead(1), 0).instant;

  let reached = seeded;

  const extendReal = (calendar: Calendar): void => {
    const writer: Pick<SeedWriter, "addAsIs"> = {
      addAsIs: (slot) => void store.put("Slot", slot.id, slot),
    };
    const before = reached;
    store.atomically(() =>
      writeRealSlots(writer, markOf(size, seed), calendar, ({ days }) => before.dayAhead(days[1])),
    );
    reached = calendar;
  };
  const extend = (now: number): void => {
    const calendar = calendarAt(now, timeZone);
    nextDay = calendar.moment(calendar.dayAhead(1), 0).instant;
    if (size === "real") return extendReal(calendar);
    const days = calendar.days.filter(({ date }) => date > until);
    if (days.length === 0) return;
    const writer: Pick<SeedWriter, "addSlot"> = {
      addSlot(id, scheduleId, start, end, status) {
        const schedule = { reference: `Schedule/${scheduleId}` };
        store.put("Slot", id, {
          resourceType: "Slot",
          id,
          schedule,
          status,
          start: start.text,
          end: end.text,
        });
      },
    };
    store.atomically(() => {
      // Absences are counted from the day of the seeding; only which days there are is today's.
      for (const post of writeClinics(nowhere, planRegion(size, seed), markOf(size, seed)))
        writeDays(writer, post, seeded, seed, days);
    });
    until = days.at(-1)?.date ?? until;
  };
  return (now) => {
    if (now >= nextDay) extend(now);
  };
}
