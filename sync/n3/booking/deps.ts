import type { Clock } from "#contract/index.ts";
import type { HubClient } from "../client.ts";
import type { HubTimeId } from "../ids.ts";
import type { HubMoves } from "../moves.ts";
import type { HubPatients, KnownAt } from "../patients.ts";
import type { HubRecords } from "../records.ts";
import type { WallClock } from "../wall-clock.ts";

export type HubBookingDeps = {
  readonly hub: HubClient;
  readonly patients: Pick<HubPatients, "at">;
  readonly records: Pick<HubRecords, "save" | "ofKey" | "saveConsent">;
  readonly moves: Pick<HubMoves, "at">;
  readonly time: WallClock;
  readonly clock: Pick<Clock, "monotonic">;
};

/** A patient at the clinic of these times. */
const subjectOf = ({ clinic, patient }: KnownAt, ...times: readonly HubTimeId[]) => ({
  clinic,
  patient,
  doctorDays: times.map(({ doctor, start }) => ({ doctor, day: start.slice(0, 10) })),
});

/** Books a time under the id by which it is listed, in place of a visit or beside all others. */
export const setAppointment = (
  hub: HubClient,
  person: KnownAt,
  { times, id, instead }: { times: readonly HubTimeId[]; id: string; instead: string | null },
  signal: AbortSignal,
) =>
  hub.write(
    "SetAppointment",
    {
      idAppointment: id,
      idLpu: person.clinic,
      idPat: person.patient,
      doctorsReferral: null,
      attachedReferral: null,
      idAppointmentPrev: instead,
    },
    { subject: subjectOf(person, ...times), signal },
  );

/** Asks for the visit with this id of the clinic's to be cancelled. */
export const claimRefusal = (
  hub: HubClient,
  time: HubTimeId,
  person: KnownAt,
  booking: string,
  signal: AbortSignal,
) =>
  hub.write(
    "CreateClaimForRefusal",
    { idLpu: time.clinic, idPat: person.patient, idAppointment: booking },
    { subject: subjectOf(person, time), signal },
  );

/** After a refusal that a doctor's locked day explains as well as a taken time, ms. */
const lockPause = 3000;

/** A doctor's locked day is refused as if the time were taken: such a refusal is believed the second time. */
export function createLockWait(clock: Pick<Clock, "monotonic">) {
  let until: number | null = null;
  return {
    begin(): void {
      until = clock.monotonic() + lockPause;
    },
    hasBegun: (): boolean => until !== null,
    isWaiting: (): boolean => until !== null && clock.monotonic() < until,
  };
}
