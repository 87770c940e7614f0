import type { HubBookings } from "./bookings.ts";
import type { Profile } from "./profiles.ts";
import type { HubClinic, HubDoctor, HubPerson, HubRegion, HubTime } from "./region.ts";
import type { HubSwitchBoard } from "./switches.ts";

/** What an operation tells: its own members, or the numbers of its errors. */
export type HubAnswer =
  | { readonly kind: "ok"; readonly result: Readonly<Record<string, unknown>> }
  | { readonly kind: "error"; readonly numbers: readonly number[] };
export const ok = (result: Readonly<Record<string, unknown>> = {}): HubAnswer => ({ kind: "ok", result });
export const refused = (...numbers: readonly number[]): HubAnswer => ({ kind: "error", numbers });

export type Values = Readonly<Record<string, unknown>>;
export type Handler = (values: Values) => HubAnswer;

/** A clinic as its own system answers for it. */
export type HubSystem = {
  readonly clinic: HubClinic;
  readonly profile: Profile;
  /** Of all clinics that the same system answers for. */
  readonly doctors: ReadonlySet<HubDoctor>;
};

export type HubContext = {
  readonly region: HubRegion;
  /** By `idLpu`. */
  readonly systems: ReadonlyMap<number, HubSystem>;
  readonly people: HubPerson[];
  readonly bookings: HubBookings;
  readonly switches: HubSwitchBoard;
  /** The clinics' wall clock now. */
  readonly wallNow: () => string;
};

export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

export const systemOf = ({ systems }: HubContext, { idLpu }: Values): HubSystem | undefined =>
  systems.get(Number(idLpu));

export const doctorOf = ({ clinic, profile }: HubSystem, id: unknown): HubDoctor | undefined =>
  clinic.doctors.find((doctor) => profile.doctorId(doctor) === id);

export const personOf = (
  { people, switches }: HubContext,
  { clinic, profile }: HubSystem,
  id: unknown,
): HubPerson | undefined =>
  people.find(
    (person) =>
      profile.patientId(person, clinic.systemId) === id &&
      (!switches.get().attachedOnly || isAttached(person, clinic)),
  );

export const isAttached = (person: HubPerson, { id, systemId }: HubClinic): boolean =>
  person.attachedTo.includes(id) || person.attachedTo.includes(systemId);

/** In an order of no meaning, always the same, where this system, or a switch, tells lists unsorted. */
export function inItsOrder<T>(context: HubContext, { profile }: HubSystem, list: readonly T[]): readonly T[] {
  if (profile.isSorted && !context.switches.get().unsorted) return list;
  const mixed = list.map((item, at) => ({ item, key: (at * 7919) % 101 }));
  return mixed.sort((one, other) => one.key - other.key).map(({ item }) => item);
}

/** The times that this caller may book, of the window that was asked for. */
export function timesWithin(context: HubContext, values: Values, doctor: HubDoctor): readonly HubTime[] {
  return context.bookings.freeTimes(doctor).filter((time) => isWithin(context, values, time.start));
}

/** Without an end, one day. A system of row numbers compares the day's midnight: "now" loses today. */
export function isWithin(context: HubContext, values: Values, start: string): boolean {
  const from = textOf(values.visitStart).slice(0, 19) || `${context.wallNow().slice(0, 10)}T00:00:00`;
  const until = textOf(values.visitEnd).slice(0, 19) || `${from.slice(0, 10)}T23:59:59`;
  const byMidnight = systemOf(context, values)?.profile.style === "dotnet" && !tellsPlace(context, values);
  return (byMidnight ? `${start.slice(0, 10)}T00:00:00` : start) >= from && start <= until;
}
const tellsPlace = (context: HubContext, values: Values): boolean =>
  systemOf(context, values)?.profile.tellsPlace === true;

/** Specialities of a clinic by the ids that its system gives them. */
export function specialitiesOf({ clinic }: HubSystem): ReadonlyMap<string, string> {
  const names = [...new Set(clinic.doctors.map(({ speciality }) => speciality))];
  return new Map(names.map((name, at) => [String(4 + at * 31).padStart(2, "0"), name]));
}
