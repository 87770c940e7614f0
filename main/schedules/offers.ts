import type { Offer } from "#contract/schedules/schedule.ts";
import { familyAndInitials } from "../sessions/patient-view.ts";
import type { ClinicTime } from "../time/clinic-time.ts";
import type { Catalog } from "./catalog.ts";
import type { ScheduleReader } from "./schedule.ts";

type OfferDeps = {
  readonly catalog: Pick<Catalog, "doctors" | "grid" | "schedulesWith" | "service">;
  readonly schedule: Pick<ScheduleReader, "nearest">;
  readonly time: Pick<ClinicTime, "dayAndTime">;
};

export type OffersWanted = {
  readonly branchId: string;
  readonly serviceId: string;
  readonly limit: number;
  readonly scheduleId?: string;
};

const byStart = (a: { readonly cell: { start: number } }, b: { readonly cell: { start: number } }): number =>
  a.cell.start - b.cell.start;

/** Free times of the doctors of a service at a branch, nearest first; of one schedule's where that is named. */
export function freeOffers(
  { catalog, schedule, time }: OfferDeps,
  { branchId, serviceId, limit, scheduleId }: OffersWanted,
): Offer[] {
  if (catalog.service(serviceId) === null) return [];
  const firsts = catalog
    .doctors(branchId, serviceId)
    .filter(
      (doctor) => scheduleId === undefined || catalog.schedulesWith(scheduleId).includes(doctor.scheduleId),
    )
    .flatMap((doctor) => {
      const grid = catalog.grid(doctor.scheduleId, serviceId);
      const [cell] = schedule.nearest(grid, 1);
      return cell ? [{ doctor, grid, cell }] : [];
    })
    .sort(byStart);
  // A doctor whose first time comes after so many others has none of the nearest: no further one is asked.
  const latest = firsts[limit - 1]?.cell.start ?? Number.POSITIVE_INFINITY;
  return firsts
    .filter(({ cell }) => cell.start <= latest)
    .flatMap(({ doctor, grid }) => schedule.nearest(grid, limit).map((cell) => ({ doctor, cell })))
    .sort(byStart)
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

export type LostTime = {
  readonly branchId: string;
  readonly serviceId: string;
  readonly scheduleId: string;
  readonly slotId: string;
};
/** What can be booked in place of a time that was lost, nearest first. */
export type AlternativesTo = (lost: LostTime) => Offer[];

/** In place of a time that was lost: half from the doctor who was chosen, the rest from whoever is free first. */
export function alternatives(deps: OfferDeps, lost: LostTime): Offer[] {
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
