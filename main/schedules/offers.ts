import type { SlotRow } from "#contract/central/rows.ts";
import type { Offer } from "#contract/schedules/schedule.ts";
import type { Log } from "../log/events.ts";
import { familyAndInitials } from "../sessions/patient-view.ts";
import type { ClinicTime } from "../time/clinic-time.ts";
import type { Catalog } from "./catalog.ts";
import type { ScheduleReader } from "./schedule.ts";

type OfferDeps = {
  readonly catalog: Catalog;
  readonly schedule: ScheduleReader;
  readonly time: Pick<ClinicTime, "dayAndTime">;
};

export type OffersWanted = {
  readonly branchId: string;
  readonly serviceId: string;
  readonly limit: number;
  readonly scheduleId?: string;
};

/** Free times of the doctors of a service at a branch, nearest first; of one schedule's where that is named. */
export function freeOffers(
  { catalog, schedule, time }: OfferDeps,
  { branchId, serviceId, limit, scheduleId }: OffersWanted,
): Offer[] {
  if (catalog.service(serviceId) === null) return [];
  return catalog
    .doctors(branchId, serviceId)
    .filter(
      (doctor) => scheduleId === undefined || catalog.schedulesWith(scheduleId).includes(doctor.scheduleId),
    )
    .flatMap((doctor) =>
      schedule.nearest(catalog.grid(doctor.scheduleId, serviceId), limit).map((cell) => ({ doctor, cell })),
    )
    .sort((a, b) => a.cell.start - b.cell.start)
    .slice(0, limit)
    .map(({ doctor, cell }) => ({
      scheduleId: doctor.scheduleId,
      slotId: cell.slotId,
      ...time.dayAndTime(cell.start),
      doctor: familyAndInitials(doctor),
      room: doctor.room,
    }));
}

const offersOnConflict = 6;

/** In place of a time that was lost: half from the doctor who was chosen, the rest from whoever is free first. */
export function alternatives(
  deps: OfferDeps,
  lost: {
    readonly branchId: string;
    readonly serviceId: string;
    readonly scheduleId: string;
    readonly slotId: string;
  },
): Offer[] {
  const where = { branchId: lost.branchId, serviceId: lost.serviceId, limit: offersOnConflict };
  const same = freeOffers(deps, { ...where, limit: offersOnConflict / 2, scheduleId: lost.scheduleId });
  const others = freeOffers(deps, where).filter(
    (offer) => !same.some((known) => known.slotId === offer.slotId),
  );
  return [...same, ...others]
    .slice(0, offersOnConflict)
    .sort((a, b) => `${a.date}${a.time}`.localeCompare(`${b.date}${b.time}`))
    .filter((offer) => offer.slotId !== lost.slotId);
}

type StoreDeps = {
  readonly schedule: ScheduleReader;
  /** Cells of this schedule changed: grids repaint. */
  readonly scheduleChanged: (scheduleId: string) => void;
  readonly log: Pick<Log, "write">;
};

/**
 * Stores a slot as it was just read, or as the kiosk itself has just made it; null: it is gone. Grids that show it
 * repaint. Nothing fails by it: what can't be stored is told in the log. @returns the schedules that changed
 */
export function storeSlot(deps: StoreDeps, slotId: string, slot: SlotRow | null): readonly string[] {
  try {
    const { schedule } = deps;
    const no = slot && schedule.numberOf(slot.scheduleId);
    const changed = slot === null || no === null ? schedule.drop(slotId) : schedule.put(no, slot);
    for (const id of changed) deps.scheduleChanged(id);
    return changed;
  } catch (error) {
    deps.log.write("schedules.slot-unstorable", { error: error instanceof Error ? error.name : "fault" });
    return [];
  }
}

/** As {@link storeSlot}; its schedules, and the one that it was looked for in, are pulled anew. */
export function noteSlot(
  deps: StoreDeps & { readonly refresh: (scheduleId: string) => void },
  scheduleId: string,
  slotId: string,
  slot: SlotRow | null,
): void {
  for (const id of new Set([scheduleId, ...storeSlot(deps, slotId, slot)])) deps.refresh(id);
}
