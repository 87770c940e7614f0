import type { Offer } from "#contract/domain.ts";
import type { SlotRow } from "#contract/rows.ts";
import { familyAndInitials } from "../session/patient-view.ts";
import type { StoredDoctor } from "../store/catalog.ts";
import type { BookingParts } from "./parts.ts";

export type OffersWanted = {
  readonly branchId: string;
  readonly serviceId: string;
  readonly limit: number;
  readonly scheduleId?: string;
};

/** Free times of the doctors of a service at a branch, nearest first; of one schedule's where that is named. */
export function freeOffers(
  { catalog, schedule, time }: Pick<BookingParts, "catalog" | "schedule" | "time">,
  { branchId, serviceId, limit, scheduleId }: OffersWanted,
): Offer[] {
  return catalog
    .doctors(branchId, serviceId)
    .filter((doctor) => scheduleId === undefined || doctor.scheduleId === scheduleId)
    .flatMap((doctor) => schedule.nearest(doctor.scheduleNo, limit).map((cell) => ({ doctor, cell })))
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
  parts: Pick<BookingParts, "catalog" | "schedule" | "time">,
  lost: {
    readonly branchId: string;
    readonly serviceId: string;
    readonly scheduleId: string;
    readonly slotId: string;
  },
): Offer[] {
  const where = { branchId: lost.branchId, serviceId: lost.serviceId, limit: offersOnConflict };
  const same = freeOffers(parts, { ...where, limit: offersOnConflict / 2, scheduleId: lost.scheduleId });
  const others = freeOffers(parts, where).filter(
    (offer) => !same.some((known) => known.slotId === offer.slotId),
  );
  return [...same, ...others]
    .slice(0, offersOnConflict)
    .sort((a, b) => `${a.date}${a.time}`.localeCompare(`${b.date}${b.time}`))
    .filter((offer) => offer.slotId !== lost.slotId);
}

/** A slot was found to be other than the mirror has it: grids repaint, and the schedule is pulled anew. */
export function noteSlot(
  { schedule, scheduleChanged, refresh }: Pick<BookingParts, "schedule" | "scheduleChanged" | "refresh">,
  doctor: Pick<StoredDoctor, "scheduleNo" | "scheduleId">,
  slot: SlotRow | null,
): void {
  if (slot) {
    schedule.put(doctor.scheduleNo, slot);
    scheduleChanged(doctor.scheduleId);
  }
  refresh(doctor.scheduleId);
}
