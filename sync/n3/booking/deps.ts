import type { Clock } from "#contract/index.ts";
import type { HubClient } from "../client.ts";
import type { HubTimeId } from "../ids.ts";
import type { HubPatients, KnownAt } from "../patients.ts";
import type { HubRecords } from "../records.ts";
import type { WallClock } from "../wall-clock.ts";

export type HubBookingDeps = {
  readonly hub: HubClient;
  readonly patients: Pick<HubPatients, "at">;
  readonly records: Pick<HubRecords, "save" | "ofKey" | "saveConsent">;
  readonly time: WallClock;
  readonly clock: Pick<Clock, "monotonic">;
};

/** A patient at the clinic of a time. */
export const subjectOf = (time: HubTimeId, { patient }: KnownAt) => ({
  clinic: time.clinic,
  patient,
  doctorDays: [{ doctor: time.doctor, day: time.start.slice(0, 10) }],
});

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
    { subject: subjectOf(time, person), signal },
  );
