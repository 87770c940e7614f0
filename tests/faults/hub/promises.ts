import type { Operation } from "#main/booking/journal/operation.ts";
import { timeId } from "#sync/n3/ids.ts";
import { patientsOfPlan } from "./plan.ts";
import type { HubWorld, Patient, Slot } from "./world.ts";

/** What a patient was shown at the kiosk, and what they were told of it since. */
export type Shown = {
  readonly slot: Slot;
  readonly patient: Patient;
  state: "standing" | "gone" | "unsure";
  /** Where a move that nobody is sure of would have brought it. */
  movedTo: Slot | null;
};

/** What was done in a plan, as far as people know. */
export type Told = {
  readonly shown: readonly Shown[];
  /** Touches that book a time for a patient, by {@link touchOf}. */
  readonly touches: ReadonlyMap<string, number>;
  /** Times whose visit was cancelled in a portal, by {@link nameOf}. */
  readonly byOthers: ReadonlySet<string>;
  readonly review: readonly Operation[];
  readonly unsettled: readonly Operation[];
};

export const nameOf = ({ doctor, start }: Slot): string => `${doctor} ${start}`;
export const touchOf = (slot: Slot, { patient }: Patient): string => `${nameOf(slot)} ${patient}`;

/** Compares what people know with what the clinics' systems hold. @returns what was broken, in words */
export function brokenPromises(
  hub: HubWorld["hub"],
  share: { readonly slots: readonly Slot[]; readonly patients: readonly Patient[] },
  { shown, touches, byOthers, review, unsettled }: Told,
): readonly string[] {
  const broken: string[] = [];
  const isOnList = (slot: Slot): boolean =>
    review.some(
      ({ slots, payload: { visitId } }) =>
        visitId === timeId(slot) || slots.some(({ slotId }) => slotId === timeId(slot)),
    );
  const all = hub.bookings();
  const rowsOf = (slot: Slot, { patient }: Patient) =>
    all.filter(
      (row) =>
        row.start === slot.start &&
        row.doctor === numberOf(slot.doctor) &&
        row.person === personNumberOf(patient),
    );
  const stands = (slot: Slot, patient: Patient): boolean =>
    rowsOf(slot, patient).some(({ cancelled }) => !cancelled);
  for (const slot of share.slots) {
    for (const [at, patient] of share.patients.slice(0, patientsOfPlan).entries()) {
      const isThere = stands(slot, patient);
      const told = shown.filter((one) => one.slot === slot && one.patient === patient).at(-1)?.state;
      const asked = touches.get(touchOf(slot, patient)) ?? 0;
      const times = rowsOf(slot, patient).length;
      const what = `${nameOf(slot)}, patient ${at}`;
      if (times > asked) broken.push(`booked ${times} times for ${asked} touches: ${what}`);
      if (isThere && told === undefined && !isOnList(slot))
        broken.push(`a visit that nobody was shown: ${what}`);
      if (isThere && told === "gone") broken.push(`a visit is told to be gone and is there: ${what}`);
      if (!isThere && told === "standing") broken.push(`a visit that was shown is not there: ${what}`);
      if (!isThere && told === "unsure" && !isOnList(slot) && !byOthers.has(nameOf(slot)))
        broken.push(`a visit is gone and nobody was told: ${what}`);
    }
  }
  for (const { slot, patient, state, movedTo } of shown)
    if (state === "unsure" && movedTo && !stands(slot, patient) && !stands(movedTo, patient))
      broken.push(`a move has lost the old visit: ${nameOf(slot)}`);
  for (const { kind, key, phase } of unsettled)
    broken.push(`never settled: ${kind} ${key} is ${phase.state}`);
  return broken;
}

/** A doctor's number in the region, of whatever form of id (demo-central/n3/profiles.ts). */
const numberOf = (id: string): number => numbered(id, 4000);
const personNumberOf = (id: string): number => numbered(id, 100_000, 550_000);

function numbered(id: string, ofRow: number, ofDate = 0): number {
  if (/^\d+$/.test(id)) return Number(id) - ofRow;
  const guid = /-([0-9a-f]{12})$/.exec(id)?.[1];
  return guid === undefined ? Number(id.split(".").at(-1)) - ofDate : Number.parseInt(guid, 16);
}
