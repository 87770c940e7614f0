import { type CentralBooking, CentralError, type CentralVisits } from "#contract/central/central.ts";
import type { CentralPatient } from "#contract/central/people.ts";
import type { CentralVisit } from "#contract/central/visits.ts";
import type { Journal } from "../booking/journal/journal.ts";
import { isInDoubtBy, isMadeByNone, unseenBookings, unsettledChanges } from "../booking/unsettled.ts";
import {
  doctorOf,
  factsOfVisit,
  heldVisit,
  statusOf,
  ticketOf,
  type VisitDetailsDeps,
} from "../booking/visit-details.ts";
import { logFault } from "../log/central-fault.ts";
import type { Log } from "../log/events.ts";
import type { Catalog, StoredDoctor } from "../schedules/catalog.ts";
import type { ListedVisit, ListResult } from "../sessions/session-visits.ts";

/**
 * Lists the visits of a patient that are still to come, and what can be done about them: by the patient, or with the
 * help of staff.
 */
export type ListVisits = (
  patient: CentralPatient,
  help?: { readonly name: string } | null,
) => Promise<ListResult>;

export type VisitListDeps = {
  readonly central: CentralVisits & CentralBooking;
  readonly journal: Pick<Journal, "inState">;
  readonly catalog: Pick<Catalog, "doctors" | "gives">;
  readonly details: VisitDetailsDeps;
  readonly log: Log;
};

/** How long the patient waits for the list, ms. */
const listTime = 10_000;

export function createVisitList({ central, journal, catalog, details, log }: VisitListDeps): ListVisits {
  /** The schedule under which the list of that service shows the doctor. */
  const standing = (
    { organizationId, practitionerId, scheduleId }: StoredDoctor,
    serviceId: string,
  ): string =>
    catalog.doctors(organizationId, serviceId).find((one) => one.practitionerId === practitionerId)
      ?.scheduleId ?? scheduleId;

  const listedVisit = (
    seen: CentralVisit,
    patient: CentralPatient,
    unsettled: boolean,
    help: { readonly name: string } | null,
  ): ListedVisit | null => {
    const status = statusOf(seen.status);
    if (status !== "booked" && status !== "pending" && status !== "arrived") return null;
    const doctor = doctorOf(details, seen);
    const serviceId = seen.service.id;
    const known = doctor !== null && serviceId !== null && catalog.gives(doctor.scheduleId, serviceId);
    const facts = factsOfVisit(details, seen, patient);
    return {
      seen,
      ticket: ticketOf(details, facts, seen, help?.name),
      visit: {
        ...heldVisit(details, facts, seen),
        change: unsettled ? "inDoubt" : changeOf(help === null ? status : "booked", seen),
        place:
          known && !seen.isFixed
            ? {
                branchId: doctor.organizationId,
                serviceId,
                scheduleId: standing(doctor, serviceId),
              }
            : null,
      },
    };
  };

  return async (patient, help = null) => {
    const from = Math.round(details.now());
    // Before and after asking: what is settled in between is not yet so in the answer.
    const before = { changes: unsettledChanges(journal), hidden: unseenBookings(journal) };
    try {
      const found = await central.visitsOfPatient(patient.id, from, AbortSignal.timeout(listTime));
      const isInDoubt = isInDoubtBy(central.booking, [...before.changes, ...unsettledChanges(journal)]);
      const visits = found
        .filter(isMadeByNone(central.booking, [...before.hidden, ...unseenBookings(journal)]))
        .toSorted((a, b) => a.start - b.start)
        .flatMap((seen) => listedVisit(seen, patient, isInDoubt(seen), help) ?? []);
      return { kind: "listed", visits };
    } catch (error) {
      if (!(error instanceof CentralError)) throw error;
      logFault(log, error, ["visits.unlisted", { fault: error.fault, code: error.code }]);
      return { kind: "unavailable" };
    }
  };
}

const changeOf = (
  status: "booked" | "pending" | "arrived",
  { isFixed }: CentralVisit,
): ListedVisit["visit"]["change"] => {
  if (status !== "booked") return "receptionOnly";
  return isFixed ? "cancelOnly" : "open";
};
