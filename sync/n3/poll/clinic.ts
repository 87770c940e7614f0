import {
  CentralError,
  type Clock,
  type ReferenceRow,
  type ReferenceType,
  type SlotRow,
} from "#contract/index.ts";
import type { Batch, SyncStore } from "../../store.ts";
import type { Urgency } from "../budget.ts";
import type { HubClient } from "../client.ts";
import type { Doctor, HubDirectory, Speciality } from "../directory.ts";
import type { FreeCell, WorkingSpan } from "../grid.ts";
import { doctorId, specialityId } from "../ids.ts";
import { doctorRows, serviceRow } from "../rows.ts";
import { readFree, readWorking, slotRows } from "../times.ts";
import type { WallClock } from "../wall-clock.ts";

/** How long what was read is taken as it was, ms: docs/n3.md tells what it adds up to. */
export const pollAges = {
  specialities: 60_000,
  doctors: 5 * 60_000,
  times: 30 * 60_000,
  working: 2 * 3_600_000,
} as const;

/** One clinic's part of the mirror. */
export interface ClinicPoll {
  /** Asks for what is due first, one list at a time. @returns how long until something else is due, ms @throws {CentralError} */
  next(signal: AbortSignal): Promise<number>;
  /** Reads one doctor's times now. False where the clinic has no such doctor. @throws {CentralError} */
  refresh(doctor: string, urgency: Urgency, signal: AbortSignal): Promise<boolean>;
  /** Everything short of the full sweep is due now. */
  retryNow(): void;
  /** Whether specialities and doctors are known, and of how many doctors the times were read. */
  progress(): { readonly isListed: boolean; readonly doctors: number; readonly read: number };
}

export type ClinicPollDeps = {
  readonly clinic: number;
  readonly hub: HubClient;
  readonly directory: HubDirectory;
  readonly store: Pick<SyncStore, "ids">;
  readonly save: (batch: Batch) => void;
  readonly horizonDays: number;
  readonly time: WallClock;
  readonly clock: Clock;
};

type ListedSpeciality = {
  told: Speciality;
  doctors: readonly Doctor[] | null;
  readAt: number;
  /** Its counters have changed since its doctors were read. */
  isDue: boolean;
};
type ListedDoctor = {
  told: Doctor;
  isDue: boolean;
  readAt: number | null;
  working: readonly WorkingSpan[];
  workingAt: number | null;
  rows: ReadonlyMap<string, SlotRow>;
  room: string;
};

export function createClinicPoll(deps: ClinicPollDeps): ClinicPoll {
  const { clinic, hub, directory, store, save, time, clock } = deps;
  const specialities = new Map<string, ListedSpeciality>();
  const doctors = new Map<string, ListedDoctor>();
  let listedAt: number | null = null;
  let isCleared = false;
  /** Stored rows that the last round of lists didn't hold: gone when the next doesn't, either. */
  let missing: ReadonlySet<string> = new Set();

  const age = (at: number | null): number =>
    at === null ? Number.POSITIVE_INFINITY : clock.monotonic() - at;
  const instant = hub.now;

  const readSpecialities = async (signal: AbortSignal): Promise<void> => {
    const told = await directory.specialities(clinic, "poll", signal);
    const seen = new Set(told.map(({ id }) => id));
    for (const one of told) {
      const known = specialities.get(one.id);
      if (!known) {
        specialities.set(one.id, { told: one, doctors: null, readAt: Number.NEGATIVE_INFINITY, isDue: true });
      } else {
        known.isDue ||= countersOf(known.told.told) !== countersOf(one.told);
        known.told = one;
      }
    }
    for (const id of specialities.keys()) if (!seen.has(id)) specialities.delete(id);
    save({ reference: told.map((one) => serviceRow(clinic, one.id, one.told, instant())) });
    listedAt = clock.monotonic();
  };

  const readDoctors = async (speciality: ListedSpeciality, signal: AbortSignal): Promise<void> => {
    const told = await directory.doctors({ clinic, speciality: speciality.told.id }, "poll", signal);
    speciality.doctors = told;
    speciality.readAt = clock.monotonic();
    speciality.isDue = false;
    for (const one of told) {
      const known = doctors.get(one.id);
      if (known) {
        known.isDue ||= countersOf(known.told.told) !== countersOf(one.told);
        known.told = one;
      } else
        doctors.set(one.id, {
          ...{ told: one, isDue: true, readAt: null, working: [], workingAt: null },
          ...{ rows: new Map(), room: "" },
        });
    }
    save({ reference: told.flatMap((one) => rowsOf(one)) });
    if (isListed()) clear();
  };

  /** A doctor may be listed under several specialities. */
  const rowsOf = (doctor: Doctor): readonly ReferenceRow[] => {
    const of = [...specialities.values()]
      .filter((one) => one.doctors?.some(({ id }) => id === doctor.id))
      .map(({ told }) => ({ id: told.id, name: (told.told.NameSpesiality ?? "").trim() }));
    return doctorRows(clinic, { ...doctor, room: doctors.get(doctor.id)?.room ?? "" }, of, instant());
  };

  const isListed = (): boolean =>
    listedAt !== null && [...specialities.values()].every((one) => one.doctors !== null);

  /** Removes what two rounds of whole lists in a row didn't hold. */
  const clear = (): void => {
    const listed = new Set(
      [...specialities.values()].flatMap((one) => one.doctors ?? []).map(({ id }) => id),
    );
    for (const id of doctors.keys()) if (!listed.has(id)) doctors.delete(id);
    const posts = new Set([...listed].map((id) => doctorId(clinic, id)));
    const services = new Set([...specialities.keys()].map((id) => specialityId(clinic, id)));
    const unseen = (["schedule", "role", "practitioner", "service"] as const).flatMap((type) =>
      store
        .ids(type)
        .filter((id) => id.startsWith(`${clinic}.`) && !(type === "service" ? services : posts).has(id))
        .map((id) => ({ type, id })),
    );
    const gone = unseen.filter(({ type, id }) => missing.has(`${type} ${id}`));
    missing = new Set(unseen.map(({ type, id }) => `${type} ${id}`));
    const byType = Map.groupBy(gone, ({ type }) => type);
    const left = [...byType].map(([type, rows]) => ({
      type: type as ReferenceType,
      ids: rows.map(({ id }) => id),
    }));
    if (left.length > 0) save({ left });
    isCleared = true;
  };

  const readTimes = async (doctor: ListedDoctor, urgency: Urgency, signal: AbortSignal): Promise<void> => {
    const of = { clinic, doctor: doctor.told.id };
    const from = time.midnight(hub.now(), 0);
    const until = time.midnight(hub.now(), deps.horizonDays + 1);
    const window = { visitStart: time.wall(from), visitEnd: time.wall(until - 1000) };
    const at = instant();
    doctor.isDue = false;
    const how = { urgency, signal };
    let free: readonly FreeCell[];
    let room: string;
    try {
      ({ free, room } = await readFree(hub, of, window, how));
      if (age(doctor.workingAt) >= pollAges.working) {
        doctor.working = await readWorking(hub, of, window, how).catch(withoutSpans);
        doctor.workingAt = clock.monotonic();
      }
    } catch (error) {
      doctor.isDue = true;
      throw error;
    }
    const rows = slotRows(of, { free, working: doctor.working }, time, at).map((row) => {
      const known = doctor.rows.get(row.id);
      return known && known.status === row.status && known.end === row.end ? known : row;
    });
    save({
      windows: [{ scheduleId: doctorId(clinic, doctor.told.id), from, until, at, rows, rejected: [] }],
    });
    if (room !== "" && room !== doctor.room) {
      doctor.room = room;
      save({ reference: rowsOf(doctor.told) });
    }
    doctor.rows = new Map(rows.map((row) => [row.id, row]));
    doctor.readAt = clock.monotonic();
  };

  const dueSpeciality = (): ListedSpeciality | undefined => {
    const all = [...specialities.values()];
    return all.find(({ isDue }) => isDue) ?? all.find(({ readAt }) => age(readAt) >= pollAges.doctors);
  };
  const dueDoctor = (): ListedDoctor | undefined => {
    const all = [...doctors.values()];
    return (
      all.find(({ readAt, isDue }) => isDue && readAt === null) ??
      all.find(({ isDue }) => isDue) ??
      all.find(({ readAt }) => age(readAt) >= pollAges.times)
    );
  };

  return {
    async next(signal) {
      if (age(listedAt) >= pollAges.specialities) {
        await readSpecialities(signal);
        if (specialities.size === 0) clear();
        return 0;
      }
      const speciality = dueSpeciality();
      if (speciality) {
        await readDoctors(speciality, signal);
        return 0;
      }
      const doctor = dueDoctor();
      if (doctor) {
        await readTimes(doctor, "poll", signal);
        return 0;
      }
      return Math.max(1, pollAges.specialities - age(listedAt));
    },
    async refresh(doctor, urgency, signal) {
      const known = doctors.get(doctor);
      if (!known) return false;
      await readTimes(known, urgency, signal);
      return true;
    },
    retryNow() {
      if (listedAt !== null) listedAt = clock.monotonic() - pollAges.specialities;
    },
    progress: () => ({
      isListed: isListed() && isCleared,
      doctors: doctors.size,
      read: [...doctors.values()].filter(({ readAt }) => readAt !== null).length,
    }),
  };
}

/** Equal counters hide a time that was booked while another was cancelled: the full sweep finds those. */
const countersOf = (told: Speciality["told"] | Doctor["told"]): string =>
  JSON.stringify([told.CountFreeParticipantIE, told.CountFreeTicket, told.NearestDate, told.LastDate]);

/** A clinic whose system doesn't tell when doctors receive shows its free times alone. */
const withoutSpans = (error: unknown): readonly WorkingSpan[] => {
  if (error instanceof CentralError && error.fault !== "unauthorized") return [];
  throw error;
};
