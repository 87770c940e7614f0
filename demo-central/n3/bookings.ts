import type { Clock } from "#contract/index.ts";
import type { Profile } from "./profiles.ts";
import type { HubDoctor, HubPerson, HubTime } from "./region.ts";
import type { HubSwitchBoard } from "./switches.ts";

/** A booking as the clinic's own system keeps it. */
export type HubBooking = {
  readonly row: number;
  readonly id: string;
  readonly doctor: HubDoctor;
  readonly person: HubPerson;
  /** Wall clock. */
  readonly start: string;
  /** Instants, ms. */
  readonly created: number;
  /** When it was, or will have been, cancelled. */
  cancelledAt: number | null;
};

type BookingWish = {
  readonly profile: Profile;
  readonly doctor: HubDoctor;
  readonly time: HubTime;
  readonly person: HubPerson;
  /** The coming visit that this one takes the place of. */
  readonly instead: HubBooking | null;
};

/** All bookings of the region, and what of a doctor's times is left. */
export type HubBookings = {
  /** The error's number, or null where it is booked. */
  book(wish: BookingWish): number | null;
  /** The error's number, or null where it is, or will be, cancelled. */
  cancel(booking: HubBooking): number | null;
  /** Those that stand, the newest last. */
  standing(): readonly HubBooking[];
  /** Those that a patient's history tells by now: coming ones, and cancelled ones. */
  historyOf(person: HubPerson, systemDoctors: ReadonlySet<HubDoctor>): readonly HubBooking[];
  isCancelled(booking: HubBooking): boolean;
  /** Free for this caller. */
  freeTimes(doctor: HubDoctor): readonly HubTime[];
  timeId(profile: Profile, doctor: HubDoctor, start: string): string;
  /** All that there ever were, for checks. */
  all(): readonly HubBooking[];
};

export function createHubBookings(deps: {
  readonly switches: HubSwitchBoard;
  readonly clock: Pick<Clock, "now">;
  /** The clinics' wall clock now. */
  readonly wallNow: () => string;
}): HubBookings {
  const { switches, clock, wallNow } = deps;
  const rows: HubBooking[] = [];

  const isCancelled = ({ cancelledAt }: HubBooking): boolean =>
    cancelledAt !== null && cancelledAt <= clock.now();
  const stands = (one: HubBooking): boolean => !isCancelled(one);
  const holding = (doctor: HubDoctor, start: string) =>
    rows.find((one) => one.doctor === doctor && one.start === start && stands(one));

  const freeTimes = (doctor: HubDoctor): readonly HubTime[] => {
    const { quota } = switches.get();
    const now = wallNow();
    const dayOf = ({ start }: { start: string }) => start.slice(0, 10);
    const booked = rows.filter((one) => one.doctor === doctor && stands(one));
    return doctor.times.filter(
      (time) =>
        time.status === "free" &&
        time.start > now &&
        !booked.some(({ start }) => start === time.start) &&
        (quota === null || booked.filter((one) => dayOf(one) === dayOf(time)).length < quota),
    );
  };

  return {
    book({ profile, doctor, time, person, instead }) {
      const same = rows.find(
        (one) =>
          one !== instead &&
          one.person === person &&
          one.doctor.speciality === doctor.speciality &&
          one.doctor.clinicId === doctor.clinicId &&
          one.start > wallNow() &&
          stands(one),
      );
      // In the order in which a real clinic's system looks (docs/n3.md): eligibility, lock, time.
      if (same && profile.alreadyBooked !== null) return profile.alreadyBooked;
      if (switches.use("dayLocked")) return 39;
      if (holding(doctor, time.start) || !freeTimes(doctor).includes(time)) return 39;
      const row = rows.length + 1;
      const created = clock.now();
      rows.push({
        row,
        id: profile.bookingId(doctor, time.start, row),
        doctor,
        person,
        start: time.start,
        created,
        cancelledAt: null,
      });
      if (instead) instead.cancelledAt = created;
      return null;
    },
    cancel(booking) {
      if (booking.cancelledAt !== null) return 75;
      booking.cancelledAt = clock.now() + switches.get().cancelDelay;
      return null;
    },
    standing: () => rows.filter(stands),
    historyOf(person, systemDoctors) {
      const { historyLag, hiddenSpeciality } = switches.get();
      const seen = clock.now() - historyLag;
      return rows.filter(
        (one) =>
          one.person === person &&
          systemDoctors.has(one.doctor) &&
          one.doctor.speciality !== hiddenSpeciality &&
          one.created <= seen,
      );
    },
    isCancelled: ({ cancelledAt }) =>
      cancelledAt !== null && cancelledAt <= clock.now() - switches.get().historyLag,
    freeTimes,
    timeId(profile, doctor, start) {
      const id = profile.timeId(doctor, start);
      if (!switches.get().freshIds) return id;
      const before = rows.filter((one) => one.doctor === doctor && one.start === start).length;
      return before === 0 ? id : `${id}.${before}`;
    },
    all: () => rows,
  };
}
